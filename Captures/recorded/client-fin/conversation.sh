serve() {
  hosts_know_nothing
  start 53 python3 "$here/name_server.py"
  start 443 openssl s_server -accept 127.0.0.20:443 -www -cert "$work/rsa.pem" -key "$work/rsa.key"
}
talk() { try bash -c 'exec 3<> /dev/tcp/sws.update.microsoft.com/443; sleep 0.2'; }
