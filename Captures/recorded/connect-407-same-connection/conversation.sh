filter='tcp port 3128'
serve() {
  web_server 443 '127.0.0.1:443 ssl' 'ssl_protocols TLSv1.2;'
  printf 'example:%s\n' "$(openssl passwd -apr1 example)" > "$logs/users"
  big_proxy 3128 "auth_param basic program /usr/lib/squid/basic_ncsa_auth $logs/users" 'auth_param basic realm contoso' \
    'auth_param basic children 1 startup=1' 'acl known proxy_auth REQUIRED' 'http_access allow known' 'http_access deny all'
}
talk() {
  try curl -sS --proxy http://127.0.0.1:3128 --proxy-anyauth --proxy-user example:example --cacert "$work/root.pem" \
    https://sws.update.microsoft.com/
}
