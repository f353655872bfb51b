serve() {
  hosts_know_nothing
  start 53 python3 "$here/name_server.py" --answer sws.update.microsoft.com=servfail
}
talk() { try curl -sS https://sws.update.microsoft.com/; }
