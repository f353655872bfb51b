points=(client:client:near server:server:far)
serve() {
  path_and_router
  translate_addresses
  at_server picky_server 443 --address "$server_address"
}
talk() { try openssl s_client -connect "$server_address:443" -servername sws.update.microsoft.com -tls1 -cipher DEFAULT@SECLEVEL=0; }
