serve() {
  picky_server 443 --refuse-all --end close
  picky_server 8531 --greet-with-end --end close
}
talk() {
  try openssl s_client -connect 127.0.0.1:443 -servername wsus.contoso.com
  try bash -c 'exec 3<> /dev/tcp/127.0.0.1/8531; sleep 0.3'
}
