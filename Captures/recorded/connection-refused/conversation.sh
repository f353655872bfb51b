serve() { :; }
talk() {
  try openssl s_client -connect 127.0.0.1:443 -servername sws.update.microsoft.com
  try curl -sS --resolve 'sws.update.microsoft.com:443:[::1]' https://sws.update.microsoft.com/
}
