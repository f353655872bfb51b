filter='tcp port 8080'
serve() {
  picky_server 443
  small_proxy 8080 'ConnectPort 443'
}
talk() {
  try openssl s_client -proxy 127.0.0.1:8080 -connect sws.update.microsoft.com:443 -servername sws.update.microsoft.com \
    -tls1 -cipher DEFAULT@SECLEVEL=0
}
