serve() {
  hosts_know_nothing
  start 53 python3 "$here/name_server.py" --answer sws.update.microsoft.com=0.0.0.0
}
talk() { try curl -sS https://sws.update.microsoft.com/; }
