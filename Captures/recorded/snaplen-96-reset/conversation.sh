snaplen=96
serve() { picky_server 443; }
talk() {
  try openssl s_client -connect 127.0.0.1:443 -servername sws.update.microsoft.com -tls1_2 \
    -cipher AES256-SHA256:AES128-SHA256:AES256-SHA:AES128-SHA
  try openssl s_client -connect 127.0.0.1:443 -servername sws.update.microsoft.com -tls1 -cipher DEFAULT@SECLEVEL=0
}
