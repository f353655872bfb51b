serve() { picky_server 443; }
talk() {
  local attempt
  for attempt in 1 2 3; do
    try openssl s_client -connect 127.0.0.1:443 -servername sws.update.microsoft.com -tls1 -cipher DEFAULT@SECLEVEL=0
    sleep 0.5
  done
}
