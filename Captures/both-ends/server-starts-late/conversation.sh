points=(client:client:near server:server:far)
serve() {
  path_and_router --reset beside
  at_server web_server 443 "$server_address:443 ssl" "ssl_protocols TLSv1.2;"
}
talk() { try curl -sS --tls-max 1.2 --cacert "$work/root.pem" --resolve "sws.update.microsoft.com:443:$server_address" https://sws.update.microsoft.com/; }
# The capture at the server begins behind the TCP handshake, with the ClientHello.
keep_trace() {
  local frames=1-999
  if [[ $1 == server ]]; then frames=6-999; fi
  editcap -F pcap -r "$logs/$1.pcap" "$2/$1.pcap" "$frames"
}
