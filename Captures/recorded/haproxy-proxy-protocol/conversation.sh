filter='tcp port 8443'
serve() {
  web_server 8443 '127.0.0.1:8443 ssl proxy_protocol' 'ssl_protocols TLSv1.2 TLSv1.3;'
  tcp_proxy 443:send-proxy 8531:send-proxy-v2
}
talk() {
  try curl -sS --cacert "$work/root.pem" --resolve wsus.contoso.com:443:127.0.0.1 https://wsus.contoso.com/
  try curl -sS --cacert "$work/root.pem" --resolve wsus.contoso.com:8531:127.0.0.1 --tls-max 1.2 https://wsus.contoso.com:8531/
  try openssl s_client -connect 127.0.0.1:8531 -servername wsus.contoso.com -tls1 -cipher DEFAULT@SECLEVEL=0
}
