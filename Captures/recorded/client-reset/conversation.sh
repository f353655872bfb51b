serve() {
  hosts_know_nothing
  start 53 python3 "$here/name_server.py"
  start 443 openssl s_server -accept 127.0.0.21:443 -www -cert "$work/rsa.pem" -key "$work/rsa.key"
}
talk() {
  try dig +tcp +noedns @127.0.0.1 wsus.contoso.com A
  try python3 -c 'import socket, struct, time
client = socket.create_connection(("127.0.0.21", 443))
time.sleep(0.2)
client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
client.close()'
}
