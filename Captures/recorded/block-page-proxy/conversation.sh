filter='tcp port 8080'
serve() {
  big_proxy 443 'http_access deny all'
  small_proxy 8080 'ConnectPort 443'
}
talk() { try curl -sS --proxy http://127.0.0.1:8080 https://sws.update.microsoft.com/; }
