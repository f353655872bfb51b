points=(client:client:near server:server:far)
serve() {
  path_and_router --reset both --name sws.update.microsoft.com
  at_server web_server 443 "$server_address:443 ssl" "ssl_protocols TLSv1.2;"
}
talk() {
  local name
  for name in {example.com,sws.update.microsoft.com}{,,,}; do
    try curl -sS --tls-max 1.2 --cacert "$work/root.pem" --resolve "$name:443:$server_address" "https://$name/"
  done
}
# One packet in twenty is missing at the server, and one RST. The seed decides which.
keep_trace() { if [[ $1 == server ]]; then keep_lossy "$1" "$2" 15; else cp "$logs/$1.pcap" "$2"; fi; }
