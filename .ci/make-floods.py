#!/usr/bin/env python3
"""Writes a capture that wants much memory or time of its reader. Usage: make-floods.py KIND COUNT FILE

Packets are written by the specifications: pcap with microseconds, Ethernet, IPv4 or IPv6, TCP or UDP.
"""
import random
import struct
import sys

CLIENT, SERVER, RESOLVER = 0x0A000005, 0xC6336407, 0x0A000002
SYN, ACK, RST = 0x02, 0x10, 0x04


class Capture:
    def __init__(self, file, step=1):
        self.file, self.step, self.time = file, step, 1_600_000_000_000_000
        file.write(struct.pack("<IHHiIII", 0xA1B2C3D4, 2, 4, 0, 0, 262144, 1))

    def frame(self, packet, kind=0x0800):
        data = b"\2" * 12 + struct.pack(">H", kind) + packet
        seconds, fraction = divmod(self.time, 1_000_000)
        self.file.write(struct.pack("<IIII", seconds, fraction, len(data), len(data)) + data)
        self.time += self.step

    def ip(self, source, target, protocol, payload, number=1, fragment=0x4000):
        head = struct.pack(">BBHHHBBHII", 0x45, 0, 20 + len(payload), number & 0xFFFF, fragment, 64, protocol, 0, source, target)
        self.frame(head + payload)

    def tcp(self, ends, sequence, acknowledgement, flags, payload=b""):
        (source, port), (target, to) = ends
        head = struct.pack(">HHIIBBHHH", port, to, sequence, acknowledgement, 0x50, flags, 65000, 0, 0)
        self.ip(source, target, 6, head + payload)

    def udp(self, ends, payload):
        (source, port), (target, to) = ends
        self.ip(source, target, 17, struct.pack(">HHHH", port, to, 8 + len(payload), 0) + payload)

    def open(self, client):
        server = (SERVER, 443)
        self.tcp((client, server), 1000, 0, SYN)
        self.tcp((server, client), 5000, 1001, SYN | ACK)
        self.tcp((client, server), 1001, 5001, ACK)

    def send(self, client, data, is_server=False, sequence=None):
        server = (SERVER, 443)
        ends, start, seen = ((server, client), 5001, 1001) if is_server else ((client, server), 1001, 5001)
        start = start if sequence is None else sequence
        for at in range(0, len(data), 1400):
            self.tcp(ends, start + at, seen, ACK, data[at : at + 1400])


def client(number):
    return CLIENT + number // 60000, 1024 + number % 60000


def records(message, kind=22, size=16000):
    parts = (message[at : at + size] for at in range(0, len(message), size))
    return b"".join(struct.pack(">BHH", kind, 0x0303, len(part)) + part for part in parts)


def hello(suites=range(1, 21)):
    name = b"sws.update.microsoft.com"
    listed = b"".join(struct.pack(">H", suite) for suite in suites)
    server_name = struct.pack(">HHHBH", 0, len(name) + 5, len(name) + 3, 0, len(name)) + name
    body = struct.pack(">H", 0x0303) + random.randbytes(32) + b"\0"
    body += struct.pack(">H", len(listed)) + listed + b"\1\0" + struct.pack(">H", len(server_name)) + server_name
    return b"\1" + len(body).to_bytes(3, "big") + body


def syns(capture, count):
    for number in range(count):
        capture.tcp(((random.getrandbits(32), random.getrandbits(16)), (SERVER, 443)), number, 0, SYN)


def syns6(capture, count):
    for number in range(count):
        tcp = struct.pack(">HHIIBBHHH", number & 0xFFFF, 443, number, 0, 0x50, SYN, 65000, 0, 0)
        ip = struct.pack(">IHBB", 0x60000000, len(tcp), 6, 64) + random.randbytes(16) + b"\x20" + bytes(14) + b"\1"
        capture.frame(ip + tcp, 0x86DD)


def hellos(capture, count):
    """Hellos that the server resets."""
    for number in range(count):
        data = records(hello())
        capture.open(client(number))
        capture.send(client(number), data)
        capture.tcp(((SERVER, 443), client(number)), 5001, 1001 + len(data), RST)


def unfinished_hellos(capture, count):
    """A quarter of a MiB of a hello that never ends."""
    data = records(b"\1\3\xff\xf0\3\3" + b"0" * 262_000)
    for number in range(count):
        capture.open(client(number))
        capture.send(client(number), data)


def unfinished_certificates(capture, count):
    data = records(b"\x0b\3\xff\xf0" + b"0" * 262_000)
    for number in range(count):
        capture.open(client(number))
        capture.send(client(number), records(hello()))
        capture.send(client(number), data, is_server=True)


def other_hellos(capture, count):
    """Long hellos, each with other cipher suites."""
    for number in range(count):
        capture.open(client(number))
        capture.send(client(number), records(hello(random.choices(range(65536), k=8000))))


def holes(capture, count):
    """Segments behind a hole, in many connections."""
    for number in range(count):
        capture.open(client(number))
        for place in range(40):
            capture.send(client(number), b"\x16" * 200, sequence=3000 + place * 400)


def first_bytes(capture, count):
    """A byte of each of many connections: all of them are read."""
    for number in range(count):
        capture.open(client(number))
        capture.send(client(number), b"\x16")


def fragments(capture, count):
    for number in range(count):
        capture.ip(CLIENT + number // 65536, SERVER, 6, b"\x16" * 1400, number, 0x2000)


def answers(capture, count):
    """DNS answers of ten addresses for names of their own."""
    for number in range(count):
        question = b"\x10" + b"%016x" % random.getrandbits(64) + b"\7example\3com\0" + struct.pack(">HH", 1, 1)
        record = struct.pack(">HHHIH", 0xC00C, 1, 1, 60, 4)
        listed = b"".join(record + random.randbytes(4) for _ in range(10))
        head = struct.pack(">HHHHHH", number & 0xFFFF, 0x8180, 1, 10, 0, 0)
        capture.udp(((RESOLVER, 53), (CLIENT, 5353 + number % 1000)), head + question + listed)


def long_names(capture, count):
    """DNS answers whose records all point to a name of 251 bytes."""
    for number in range(count):
        labels = b"".join(b"\x3f" + bytes(random.choices(range(33, 123), k=63)) for _ in range(3))
        record = struct.pack(">HHIH", 1, 1, 60, 4) + random.randbytes(4)
        listed = labels + b"\0" + record + (b"\xc0\x0c" + record) * 59
        capture.udp(((RESOLVER, 53), (CLIENT, 5353)), struct.pack(">HHHHHH", number & 0xFFFF, 0x8180, 0, 60, 0, 0) + listed)


KINDS = {
    kind.__name__.replace("_", "-"): kind
    for kind in [
        syns, syns6, hellos, unfinished_hellos, unfinished_certificates, other_hellos, holes, first_bytes, fragments,
        answers, long_names,
    ]
}

if __name__ == "__main__":
    random.seed(1)
    name, count, path = sys.argv[1], int(sys.argv[2]), sys.argv[3]
    # A slow flood has connections that were silent for long enough to count as failed.
    kind, step = ("syns", 1000) if name == "slow-syns" else (name, 1)
    with open(path, "wb", buffering=1 << 20) as file:
        KINDS[kind](Capture(file, step), count)
