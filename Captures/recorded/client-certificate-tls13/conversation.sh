serve() {
  web_server 443 '127.0.0.1:443 ssl' 'ssl_protocols TLSv1.3;' "ssl_client_certificate $work/root.pem;" 'ssl_verify_client on;'
  tls_server 8531 -Verify 1 -verify_return_error -CAfile "$work/root.pem" -tls1_3
  stranger_certificate
}
talk() {
  local port stranger=(-cert "$work/stranger.pem" -key "$work/stranger.key")
  for port in 443 8531; do
    ask -connect "127.0.0.1:$port" -servername wsus.contoso.com
    ask -connect "127.0.0.1:$port" -servername wsus.contoso.com "${stranger[@]}"
  done
  ask -connect 127.0.0.1:443 -servername wsus.contoso.com -cert "$work/rsa.pem" -key "$work/rsa.key"
}
