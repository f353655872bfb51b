points=(client:client:near server:server:far)
serve() {
  path_and_router --numbers
  at_server picky_server 443 --address "$server_address"
}
talk() {
  try curl -sS --tls-max 1.2 --cacert "$work/root.pem" --resolve "sws.update.microsoft.com:443:$server_address" https://sws.update.microsoft.com/
  try openssl s_client -connect "$server_address:443" -servername sws.update.microsoft.com -tls1 -cipher DEFAULT@SECLEVEL=0
}
