"""A TLS server that looks at each ClientHello before it answers, and ends those that it does not take.

It stands for an update endpoint: a minimum version, a short list of cipher suites, and an end by RST
(SO_LINGER of zero seconds) without an alert. A hello that it takes is answered by Python's TLS server.
"""

import argparse
import socket
import ssl
import struct
import threading
import time


def options():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--address", default="127.0.0.1")
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--certificate", required=True)
    parser.add_argument("--key", required=True)
    parser.add_argument("--minimum", type=lambda text: int(text, 16), default=0x0303, help="least version, in hex")
    parser.add_argument("--suites", default="c030,c02f,c028,c027", help="code points in hex, by commas")
    parser.add_argument("--end", choices=["reset", "close", "silence"], default="reset", help="what a refused client gets")
    parser.add_argument("--refuse-all", action="store_true")
    parser.add_argument("--greet-with-end", action="store_true", help="ends before the client says anything")
    return parser.parse_args()


def whole_hello(connection):
    """Waits until the receive buffer contains one whole record, and leaves it there."""
    for _ in range(100):
        seen = connection.recv(16384 + 5, socket.MSG_PEEK)
        if not seen:
            return b""
        if len(seen) >= 5 and len(seen) >= 5 + int.from_bytes(seen[3:5], "big"):
            return seen
        time.sleep(0.02)
    return b""


def offer(hello):
    """The highest version and the set of suites (RFC 5246, section 7.4.1.2; RFC 8446, section 4.2.1)."""
    version, at = struct.unpack_from(">H", hello, 9)[0], 9 + 2 + 32
    at += 1 + hello[at]
    length = struct.unpack_from(">H", hello, at)[0]
    suites = {value for (value,) in struct.iter_unpack(">H", hello[at + 2 : at + 2 + length])}
    at += 2 + length
    at += 1 + hello[at]
    at += 2
    while at + 4 <= len(hello):
        kind, length = struct.unpack_from(">HH", hello, at)
        if kind == 43:
            listed = [value for (value,) in struct.iter_unpack(">H", hello[at + 5 : at + 4 + length])]
            version = max(value for value in listed if value & 0x0F0F != 0x0A0A)
        at += 4 + length
    return version, suites


def end(connection, how):
    if how == "reset":
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    if how == "close":
        connection.setblocking(False)
        try:
            connection.recv(65536)
        except BlockingIOError:
            pass
    if how == "silence":
        time.sleep(30)
    connection.close()


def answer(connection, context):
    with context.wrap_socket(connection, server_side=True) as secured:
        secured.recv(4096)
        secured.sendall(b"HTTP/1.0 200 OK\r\nContent-Length: 11\r\n\r\none answer\n")
        try:
            secured.unwrap()
        except (OSError, ssl.SSLError):
            pass


def treat(connection, chosen, context):
    taken = {int(text, 16) for text in chosen.suites.split(",")}
    if chosen.greet_with_end:
        return end(connection, chosen.end)
    hello = whole_hello(connection)
    if not hello:
        return connection.close()
    version, suites = offer(hello)
    if chosen.refuse_all or version < chosen.minimum or not suites & taken:
        return end(connection, chosen.end)
    answer(connection, context)


def main():
    chosen = options()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.maximum_version = ssl.TLSVersion.TLSv1_2
    context.load_cert_chain(chosen.certificate, chosen.key)
    with socket.create_server((chosen.address, chosen.port)) as listener:
        while True:
            connection, _ = listener.accept()
            threading.Thread(target=treat, args=(connection, chosen, context), daemon=True).start()


main()
