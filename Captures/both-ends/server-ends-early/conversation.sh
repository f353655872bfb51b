points=(client:client:near server:server:far)
serve() {
  path_and_router
  at_server picky_server 443 --address "$server_address"
}
talk() { try openssl s_client -connect "$server_address:443" -servername sws.update.microsoft.com -tls1 -cipher DEFAULT@SECLEVEL=0; }
# The capture at the server ends with the ClientHello, as if it had been stopped then.
keep_trace() {
  local frames=1-999
  if [[ $1 == server ]]; then frames=1-6; fi
  editcap -F pcap -r "$logs/$1.pcap" "$2/$1.pcap" "$frames"
}
