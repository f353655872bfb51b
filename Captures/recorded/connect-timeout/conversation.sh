# A listener with a queue of one that never accepts: the kernel drops the SYN that would be the third.
serve() {
  start 443 python3 -c 'import socket, time
listener = socket.create_server(("127.0.0.1", 443), backlog=0)
first = socket.create_connection(("127.0.0.1", 443))
time.sleep(60)'
  sleep 0.3
}
talk() { try curl -sS --connect-timeout 4 --resolve sws.update.microsoft.com:443:127.0.0.1 https://sws.update.microsoft.com/; }
