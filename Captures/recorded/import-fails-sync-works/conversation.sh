precision=nano
serve() { picky_server 443; }
talk() {
  ask -connect 127.0.0.1:443 -servername sws.update.microsoft.com -tls1_2
  try openssl s_client -connect 127.0.0.1:443 -servername sws.update.microsoft.com -tls1 -cipher DEFAULT@SECLEVEL=0
}
