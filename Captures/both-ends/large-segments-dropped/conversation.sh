points=(client:client:near server:server:far)
serve() {
  long_certificate
  router_between 1400
  at_router drop_icmp OUTPUT
  at_server tls_server 443 -accept "$server_address:443" -cert "$work/long.pem"
}
talk() { try curl -sS --connect-timeout 12 --tls-max 1.2 --cacert "$work/root.pem" --resolve "sws.update.microsoft.com:443:$server_address" https://sws.update.microsoft.com/; }
