points=(client:client:near server:server:far)
serve() {
  path_and_router
  at_server picky_server 443 --address "$server_address"
}
talk() {
  local version
  for version in -tls1_2 -tls1{,,,} -tls1_2; do
    try openssl s_client -connect "$server_address:443" -servername sws.update.microsoft.com "$version" -cipher DEFAULT@SECLEVEL=0
  done
}
# One packet in twenty is missing at the server, and one RST. The seed decides which.
keep_trace() { if [[ $1 == server ]]; then keep_lossy "$1" "$2" 15; else cp "$logs/$1.pcap" "$2"; fi; }
