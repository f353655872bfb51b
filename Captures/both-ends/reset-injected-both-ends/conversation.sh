points=(client:client:near server:server:far)
serve() {
  path_and_router --reset both
  at_server web_server 443 "$server_address:443 ssl" "ssl_protocols TLSv1.2;"
}
talk() { try curl -sS --connect-timeout 12 --tls-max 1.2 --cacert "$work/root.pem" --resolve "sws.update.microsoft.com:443:$server_address" https://sws.update.microsoft.com/; }
