#!/usr/bin/env python3
"""Writes a capture that wants much memory or time of its reader. Usage: make-floods.py KIND COUNT FILE

Packets are written by the specifications: pcap with microseconds or pcapng, Ethernet, IPv4 or IPv6, TCP, UDP or ICMP.
"""
import random
import struct
import sys

CLIENT, SERVER, RESOLVER, PROXY = 0x0A000005, 0xC6336407, 0x0A000002, 0x0A000008
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

    def open(self, client, server=(SERVER, 443)):
        self.tcp((client, server), 1000, 0, SYN)
        self.tcp((server, client), 5000, 1001, SYN | ACK)
        self.tcp((client, server), 1001, 5001, ACK)

    def send(self, client, data, is_server=False, sequence=None, server=(SERVER, 443)):
        ends, start, seen = ((server, client), 5001, 1001) if is_server else ((client, server), 1001, 5001)
        start = start if sequence is None else sequence
        for at in range(0, len(data), 1400):
            self.tcp(ends, start + at, seen, ACK, data[at : at + 1400])


class Blocks:
    """A pcapng file."""

    def __init__(self, file):
        self.file = file

    def block(self, kind, body):
        length = struct.pack("<I", len(body) + 12)
        self.file.write(struct.pack("<I", kind) + length + body + length)

    def section(self):
        self.block(0x0A0D0D0A, struct.pack("<IHHq", 0x1A2B3C4D, 1, 0, -1))

    def interface(self, name=b"", link=1):
        option = struct.pack("<HH", 2, len(name)) + name + bytes(-len(name) % 4) + bytes(4) if name else b""
        self.block(1, struct.pack("<HHI", link, 0, 262144) + option)

    def packet(self, data, interface=0, number=0, comment=b""):
        option = struct.pack("<HH", 1, len(comment)) + comment + bytes(-len(comment) % 4) + bytes(4) if comment else b""
        head = struct.pack("<IIIII", interface, 0x5AB00, number, len(data), len(data))
        self.block(6, head + data + bytes(-len(data) % 4) + option)


def syn(port):
    """A frame with a SYN."""
    tcp = struct.pack(">HHIIBBHHH", port, 443, 1000, 0, 0x50, SYN, 65000, 0, 0)
    ip = struct.pack(">BBHHHBBHII", 0x45, 0, 40, 1, 0x4000, 64, 6, 0, CLIENT, SERVER)
    return b"\2" * 12 + b"\x08\x00" + ip + tcp


def client(number):
    return CLIENT + number // 60000, 1024 + number % 60000


def records(message, kind=22, size=16000):
    parts = (message[at : at + size] for at in range(0, len(message), size))
    return b"".join(struct.pack(">BHH", kind, 0x0303, len(part)) + part for part in parts)


SUITES = b"".join(struct.pack(">H", suite) for suite in range(1, 21))


def hello(listed=SUITES):
    name = b"sws.update.microsoft.com"
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
        capture.send(client(number), records(hello(random.randbytes(16000))))


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


def looping_names(capture, count):
    """DNS answers whose names point to themselves, to each other, or along a chain of pointers."""
    chain = b"".join(struct.pack(">H", 0xC000 | 14 + 2 * place) for place in range(500)) + b"\0"
    names = [b"\xc0\x0c", b"\xc0\x0e\xc0\x0c", b"\1a" * 600 + b"\xc0\x0c", chain]
    for number in range(count):
        record = names[number % 4] + struct.pack(">HHIH", 1, 1, 60, 4) + random.randbytes(4)
        head = struct.pack(">HHHHHH", number & 0xFFFF, 0x8180, 0, 100, 0, 0)
        capture.udp(((RESOLVER, 53), (CLIENT, 5353)), head + record)


CONNECT = b"CONNECT host%08d.sws.update.microsoft.com:443 HTTP/1.1\r\nHost: x\r\nProxy-Authorization: Basic eA==\r\n\r\n"
DENIED = b"HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Negotiate\r\nContent-Length: 0\r\n\r\n"


def refused_requests(capture, count):
    """A proxy refuses each connection, and each is to another host."""
    proxy = (PROXY, 8080)
    for number in range(count):
        request = CONNECT % number
        capture.open(client(number), proxy)
        capture.send(client(number), request, server=proxy)
        capture.send(client(number), DENIED, is_server=True, server=proxy)
        capture.tcp((proxy, client(number)), 5001 + len(DENIED), 1001 + len(request), RST)


def repeated_requests(capture, count):
    """The same on one connection."""
    proxy = (PROXY, 8080)
    sent, answered = 1001, 5001
    capture.open(client(0), proxy)
    for number in range(count):
        request = CONNECT % number
        capture.send(client(0), request, sequence=sent, server=proxy)
        capture.send(client(0), DENIED, is_server=True, sequence=answered, server=proxy)
        sent, answered = (sent + len(request)) & 0xFFFFFFFF, (answered + len(DENIED)) & 0xFFFFFFFF


def early_bytes(capture, count):
    """Single bytes in reverse, up to a hole that is never filled."""
    capture.open(client(0))
    for number in range(count, 0, -1):
        capture.send(client(0), b"\x16", sequence=1001 + number)


def scattered_bytes(capture, count):
    """Single bytes anywhere in a window."""
    capture.open(client(0))
    for _ in range(count):
        capture.send(client(0), b"\x16", sequence=1002 + random.randrange(65000))


def overlaps(capture, count):
    """Segments that overlap with other content."""
    capture.open(client(0))
    for number in range(count):
        data = bytes([number & 0xFF]) * random.randrange(1, 1400)
        capture.send(client(0), data, sequence=1002 + random.randrange(60000))


def fragment_holes(capture, count):
    """Fragments of one datagram, with holes between them."""
    for number in range(count):
        capture.ip(CLIENT, SERVER, 6, b"\x16" * 8, 7, 0x2000 | (number * 2 + 1) & 0x1FFF)


def answered_hello(capture, size=16000):
    capture.open(client(0))
    data = records(hello(), size=size)
    capture.send(client(0), data)
    answer = records(b"\2\0\0\x26\3\3" + bytes(32) + b"\0\0\x2f\0", size=size)
    capture.send(client(0), answer, is_server=True)
    return 1001 + len(data), 5001 + len(answer)


def repeat(capture, record, count, is_server=True):
    """Segments full of a record, after the hellos."""
    starts = answered_hello(capture)
    data = record * (1380 // len(record))
    for number in range(count):
        start = (starts[is_server] + number * len(data)) & 0xFFFFFFFF
        capture.send(client(0), data, is_server=is_server, sequence=start)


def short_records(capture, count):
    repeat(capture, b"\x17\3\3\0\1\0", count)


def empty_records(capture, count):
    repeat(capture, b"\x16\3\3\0\0", count)


def hello_requests(capture, count):
    """Handshake messages of four records each."""
    repeat(capture, b"\x16\3\3\0\1\0", count, is_server=False)


def alerts(capture, count):
    repeat(capture, b"\x15\3\3\0\2\1\x5a", count)


def long_hellos(capture, count):
    """The longest hellos, which are alike, over and over."""
    suites = struct.pack(">H", 32000) + b"".join(struct.pack(">H", suite) for suite in range(16000))
    listed = b"".join(struct.pack(">HH", 100 + number, 0) for number in range(5000))
    for number in range(count):
        body = b"\3\3" + random.randbytes(32) + b"\0" + suites + b"\1\0" + struct.pack(">H", len(listed)) + listed
        capture.open(client(number))
        data = records(b"\1" + len(body).to_bytes(3, "big") + body)
        capture.send(client(number), data)
        capture.tcp(((SERVER, 443), client(number)), 5001, 1001 + len(data), RST)


def slow_certificates(capture, count):
    """A byte of a long message in each segment."""
    _, start = answered_hello(capture)
    data = records(b"\x0b\xff\xff\xf0" + b"0" * min(count, 0xFFFFF0))
    for number in range(count):
        capture.send(client(0), data[number : number + 1], is_server=True, sequence=start + number)


def unreachables(capture, count):
    """ICMP errors of many routers about connections that nobody saw."""
    for number in range(count):
        quoted = struct.pack(">BBHHHBBHII", 0x45, 0, 40, 1, 0, 64, 6, 0, CLIENT, SERVER)
        quoted += struct.pack(">HHI", 2000 + number % 60000, 443, 1000)
        capture.ip(random.getrandbits(32), CLIENT, 1, struct.pack(">BBHI", 3, 1, 0, 0) + quoted)


def reused_ports(capture, count):
    """The same ports for each connection, which the server refuses."""
    ends = ((CLIENT, 2000), (SERVER, 443))
    for number in range(count):
        start = (1000 + number * 100000) & 0xFFFFFFFF
        capture.tcp(ends, start, 0, SYN)
        capture.tcp(ends[::-1], 5000, (start + 1) & 0xFFFFFFFF, RST | ACK)


def many_tags(capture, count):
    """Frames of 16,000 VLAN tags."""
    for _ in range(count):
        capture.frame(b"\0\1\x81\0" * 15999 + b"\0\1\x08\0", 0x8100)


def many_headers(capture, count):
    """Packets of 8,000 extension headers of IPv6."""
    for _ in range(count):
        ip = struct.pack(">IHBB", 0x60000000, 65528, 60, 64) + bytes(15) + b"\1" + bytes(15) + b"\2"
        capture.frame(ip + b"\x3c\0\0\0\0\0\0\0" * 8191, 0x86DD)


def interfaces(blocks, count):
    blocks.section()
    for _ in range(count):
        blocks.interface()
    blocks.packet(syn(2000), interface=count - 1)


def interface_names(blocks, count):
    """Interfaces with names of 60,000 bytes."""
    blocks.section()
    for number in range(count):
        blocks.interface(bytes([65 + number % 26]) * 60000)
    blocks.packet(syn(2000))


def comments(blocks, count):
    blocks.section()
    blocks.interface()
    for number in range(count):
        blocks.packet(syn(2000 + number % 60000), number=number, comment=b"c" * 200)


def sections(blocks, count):
    for number in range(count):
        blocks.section()
        blocks.interface(link=1 + number % 3)


def long_block(blocks, count):
    """A block of 4 GB, of which there are as many MB."""
    blocks.section()
    blocks.interface()
    blocks.file.write(struct.pack("<II", 6, 0xFFFFFFFC))
    for _ in range(count):
        blocks.file.write(bytes(1 << 20))


def long_frame(capture, count):
    """A frame of 4 GB, of which there are as many MB."""
    capture.file.write(struct.pack("<IIII", 1_600_000_000, 0, 0xFFFFFFF0, 0xFFFFFFF0))
    for _ in range(count):
        capture.file.write(bytes(1 << 20))


IN_BLOCKS = [interfaces, interface_names, comments, sections, long_block]

KINDS = {
    kind.__name__.replace("_", "-"): kind
    for kind in [
        syns, syns6, hellos, unfinished_hellos, unfinished_certificates, other_hellos, holes, first_bytes, fragments,
        answers, long_names, looping_names, refused_requests, repeated_requests, early_bytes, scattered_bytes, overlaps,
        fragment_holes, short_records, empty_records, hello_requests, alerts, long_hellos, slow_certificates, unreachables,
        reused_ports, many_tags, many_headers, long_frame, *IN_BLOCKS,
    ]
}

if __name__ == "__main__":
    random.seed(1)
    name, count, path = sys.argv[1], int(sys.argv[2]), sys.argv[3]
    # A slow flood has connections that were silent for long enough to count as failed.
    kind, step = ("syns", 1000) if name == "slow-syns" else (name, 1)
    with open(path, "wb", buffering=1 << 20) as file:
        write = KINDS[kind]
        write(Blocks(file) if write in IN_BLOCKS else Capture(file, step), count)
