filter=tcp
interface=near
serve() {
  path_between --delay 4 --hops 3
  at_server big_proxy "$server_address:443" 'http_access deny all'
}
talk() { try openssl s_client -connect "$server_address:443" -servername sws.update.microsoft.com; }
