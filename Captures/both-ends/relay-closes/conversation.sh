points=(client:client:near server:server:far)
serve() {
  router_between 1500
  at_server picky_server 443 --address "$server_address" --refuse-all --end silence
  at_router relay 10.0.0.1:443 "$server_address:443" 3
}
talk() { try curl -sS --connect-timeout 8 --tls-max 1.2 --cacert "$work/root.pem" --resolve sws.update.microsoft.com:443:10.0.0.1 https://sws.update.microsoft.com/; }
