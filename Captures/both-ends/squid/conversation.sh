points=(client:client:near server:server:far both:router:any)
filter=tcp
serve() {
  router_between 1500
  names_at=$server_address
  hosts_know_nothing
  at_router run ip link set lo up
  at_server web_server 443 "$server_address:443 ssl" "ssl_protocols TLSv1.2;"
  at_router big_proxy 10.0.0.1:3128 'http_access allow all'
}
talk() { try curl -sS --proxy http://10.0.0.1:3128 --tls-max 1.2 --cacert "$work/root.pem" https://sws.update.microsoft.com/; }
