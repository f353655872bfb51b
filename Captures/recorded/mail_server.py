"""A mail server that knows EHLO, STARTTLS, NOOP and QUIT (RFC 5321, RFC 3207).

usage: mail_server.py PORT CERTIFICATE KEY
"""

import socketserver
import ssl
import sys

context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
context.maximum_version = ssl.TLSVersion.TLSv1_2
context.load_cert_chain(sys.argv[2], sys.argv[3])


class Session(socketserver.BaseRequestHandler):
    def handle(self):
        connection, secured = self.request, False
        connection.sendall(b"220 mail.example.com ESMTP\r\n")
        while line := connection.recv(1024):
            verb = line.split()[0].upper() if line.split() else b""
            if verb == b"EHLO":
                connection.sendall(b"250 mail.example.com\r\n" if secured else b"250-mail.example.com\r\n250 STARTTLS\r\n")
            elif verb == b"STARTTLS" and not secured:
                connection.sendall(b"220 go ahead\r\n")
                connection, secured = context.wrap_socket(connection, server_side=True), True
            elif verb == b"QUIT":
                connection.sendall(b"221 goodbye\r\n")
                break
            else:
                connection.sendall(b"250 fine\r\n")
        connection.close()


socketserver.ThreadingTCPServer.allow_reuse_address = True
socketserver.ThreadingTCPServer(("127.0.0.1", int(sys.argv[1])), Session).serve_forever()
