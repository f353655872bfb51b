points=(client:client:near server:server:far)
serve() {
  path_and_router --drop hello
  at_server web_server 443 "$server_address:443 ssl" "ssl_protocols TLSv1.2;"
}
# A client that resets when it gives up, after 12 seconds. The device lets nothing more of it through.
program='
import socket, ssl, struct, sys
connection = socket.create_connection((sys.argv[1], 443), timeout=12)
connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
ssl._create_unverified_context().wrap_socket(connection, server_hostname="sws.update.microsoft.com")
'
talk() { try python3 -c "$program" "$server_address"; }
