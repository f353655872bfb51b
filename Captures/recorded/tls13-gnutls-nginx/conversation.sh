form=pcapng
serve() { web_server 443 '[::1]:443 ssl' 'ssl_protocols TLSv1.3;'; }
talk() {
  { sleep 0.3; printf 'GET / HTTP/1.0\r\n\r\n'; sleep 0.5; } |
    timeout 15 gnutls-cli --port 443 --sni-hostname wsus.contoso.com --verify-hostname wsus.contoso.com \
      --x509cafile "$work/root.pem" ::1 >> "$logs/client.log" 2>&1 || true
}
