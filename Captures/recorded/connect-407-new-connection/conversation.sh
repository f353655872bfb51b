filter='tcp port 8080'
serve() {
  web_server 443 '127.0.0.1:443 ssl' 'ssl_protocols TLSv1.2;'
  small_proxy 8080 'ConnectPort 443' 'BasicAuth example example'
}
talk() {
  try curl -sS --proxy http://127.0.0.1:8080 --proxy-anyauth --proxy-user example:example --cacert "$work/root.pem" \
    https://sws.update.microsoft.com/
}
