serve() { picky_server 443 --refuse-all --end silence; }
talk() {
  openssl s_client -connect 127.0.0.1:443 -servername sws.update.microsoft.com < /dev/null > "$logs/client.log" 2>&1 &
  servers+=($!)
  sleep 0.5
}
