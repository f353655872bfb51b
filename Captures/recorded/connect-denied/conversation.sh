filter='tcp port 3128 or tcp port 8080'
serve() {
  big_proxy 3128 'acl wsus dstdomain wsus.contoso.com' 'http_access deny wsus' 'http_access allow all'
  small_proxy 8080 'ConnectPort 443'
}
talk() {
  try curl -sS --proxy http://127.0.0.1:3128 https://sws.update.microsoft.com/
  try curl -sS --proxy http://127.0.0.1:3128 https://wsus.contoso.com/
  try curl -sS --proxy http://127.0.0.1:8080 https://example.com/
}
