"""A DNS server on 127.0.0.1, port 53, over UDP and TCP, that knows a handful of names (RFC 1035, section 4).

usage: name_server.py [--answer NAME=ADDRESS|nxdomain|servfail]

A and CNAME answers only; a name that it knows has no AAAA records, any other does not exist.
"""

import argparse
import socketserver
import struct
import threading

A, CNAME = 1, 5
RECORDS = {
    "sws.update.microsoft.com": (A, "127.0.0.20"),
    "wsus.contoso.com": (CNAME, "front.contoso.com"),
    "front.contoso.com": (A, "127.0.0.21"),
}
RECURSIVE_ANSWER, SERVFAIL, NXDOMAIN = 0x8580, 2, 3
failing = {}


def wire_name(name):
    return b"".join(bytes([len(label)]) + label.encode() for label in name.split(".")) + b"\0"


def record(name, kind, data):
    value = wire_name(data) if kind == CNAME else bytes(int(part) for part in data.split("."))
    return wire_name(name) + struct.pack(">HHIH", kind, 1, 300, len(value)) + value


def answers(name, kind):
    found = []
    while name in RECORDS:
        held, data = RECORDS[name]
        if held == CNAME:
            found.append(record(name, CNAME, data))
            name = data
        else:
            if kind == A:
                found.append(record(name, A, data))
            break
    return found


def reply(query):
    labels, at = [], 12
    while query[at]:
        labels.append(query[at + 1 : at + 1 + query[at]].decode().lower())
        at += 1 + query[at]
    name, question = ".".join(labels), query[12 : at + 5]
    kind = struct.unpack_from(">H", query, at + 1)[0]
    found = answers(name, kind)
    code = failing.get(name, 0 if name in RECORDS else NXDOMAIN)
    return query[:2] + struct.pack(">HHHHH", RECURSIVE_ANSWER | code, 1, len(found), 0, 0) + question + b"".join(found)


class OverUDP(socketserver.BaseRequestHandler):
    def handle(self):
        query, endpoint = self.request
        endpoint.sendto(reply(query), self.client_address)


class OverTCP(socketserver.StreamRequestHandler):
    def handle(self):
        while length := self.rfile.read(2):
            message = reply(self.rfile.read(int.from_bytes(length, "big")))
            self.wfile.write(len(message).to_bytes(2, "big") + message)


def learn(answer):
    name, what = answer.split("=")
    RECORDS.pop(name, None)
    if what in ("nxdomain", "servfail"):
        failing[name] = NXDOMAIN if what == "nxdomain" else SERVFAIL
    else:
        RECORDS[name] = (A, what)


parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
parser.add_argument("--answer", type=learn, metavar="NAME=ADDRESS|nxdomain|servfail")
parser.parse_args()
socketserver.ThreadingTCPServer.allow_reuse_address = True
datagrams = socketserver.ThreadingUDPServer(("127.0.0.1", 53), OverUDP)
threading.Thread(target=datagrams.serve_forever, daemon=True).start()
socketserver.ThreadingTCPServer(("127.0.0.1", 53), OverTCP).serve_forever()
