interface=near
serve() {
  path_between --delay 20 --hops 9 --reset beside
  at_server tls_server 443 -accept "$server_address:443"
}
talk() { try openssl s_client -connect "$server_address:443" -servername sws.update.microsoft.com -tls1_2; }
