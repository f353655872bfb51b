points=(client:client:near server:server:far)
serve() {
  path_and_router --drop fin
  at_server picky_server 443 --address "$server_address" --refuse-all --end close
}
talk() { try curl -sS --connect-timeout 12 --tls-max 1.2 --cacert "$work/root.pem" --resolve "sws.update.microsoft.com:443:$server_address" https://sws.update.microsoft.com/; }
