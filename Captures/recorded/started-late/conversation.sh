starts_late=yes
serve() { tls_server 443 -tls1_2 -cipher "$four_suites"; }
talk() {
  mkfifo "$logs/request"
  timeout 15 openssl s_client -quiet -connect 127.0.0.1:443 -servername wsus.contoso.com \
    < "$logs/request" >> "$logs/client.log" 2>&1 &
  local client=$!
  exec 9> "$logs/request"
  sleep 1
  start_recording
  printf 'GET / HTTP/1.0\r\n\r\n' >&9
  wait "$client" || true
  exec 9>&-
}
