serve() { tls_server 443 -min_protocol TLSv1.2; }
talk() {
  try openssl s_client -connect 127.0.0.1:443 -servername sws.update.microsoft.com -tls1 -cipher DEFAULT@SECLEVEL=0
  try openssl s_client -connect 127.0.0.1:443 -servername sws.update.microsoft.com -tls1_1 -cipher DEFAULT@SECLEVEL=0
}
