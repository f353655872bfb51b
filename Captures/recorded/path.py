"""What lies between a client and a server: a delay, hops, and a device that resets, drops or rewrites.

It makes two TUN interfaces and passes IPv4 packets from one to the other, later and with a lower TTL. The device is
near the client: with --reset it answers each ClientHello at once with a RST in the name of the server, as a firewall
or a filter on the path does (Weaver, Sommer, Paxson, "Detecting Forged TCP Reset Packets", NDSS 2009).
"""

import argparse
import fcntl
import heapq
import os
import random
import select
import struct
import time

TUNSETIFF, IFF_TUN, IFF_NO_PI = 0x400454CA, 0x0001, 0x1000
TCP, FIN, SYN, RST, ACK = 6, 0x01, 0x02, 0x04, 0x10
LONGEST_PACKET = 65535


def options():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("near", help="name of the client's interface")
    parser.add_argument("far", help="name of the server's interface")
    parser.add_argument("--delay", type=float, default=20, help="milliseconds in each direction")
    parser.add_argument("--hops", type=int, default=9, help="by which the TTL is lower")
    parser.add_argument("--reset", choices=["no", "instead", "beside", "both"], default="no",
                        help="drops the ClientHello that it answers, or lets it pass; both: drops it and resets the server too")
    parser.add_argument("--reset-ttl", type=int, default=63)
    parser.add_argument("--drop", choices=["no", "hello", "fin"], default="no",
                        help="hello: it and all that its client sends later; fin: those of the server")
    parser.add_argument("--name", default="", help="the device minds only ClientHellos that contain this name")
    parser.add_argument("--numbers", action="store_true", help="gives both ends other sequence numbers")
    return parser.parse_args()


def interface(name):
    tun = os.open("/dev/net/tun", os.O_RDWR)
    fcntl.ioctl(tun, TUNSETIFF, struct.pack("16sH22x", name.encode(), IFF_TUN | IFF_NO_PI))
    return tun


def checksum(data):
    """RFC 1071."""
    data += b"\0" * (len(data) % 2)
    total = sum(word for (word,) in struct.iter_unpack(">H", data))
    while total > 0xFFFF:
        total = (total & 0xFFFF) + (total >> 16)
    return ~total & 0xFFFF


def with_ttl(packet, ttl):
    length = (packet[0] & 15) * 4
    header = packet[:8] + bytes([ttl]) + packet[9:10] + b"\0\0" + packet[12:length]
    return header[:10] + struct.pack(">H", checksum(header)) + packet[12:]


def segment(packet):
    """The TCP header and the payload of a packet, or nothing."""
    if packet[0] >> 4 != 4 or packet[9] != TCP:
        return None
    whole = packet[(packet[0] & 15) * 4:struct.unpack_from(">H", packet, 2)[0]]
    return whole[:(whole[12] >> 4) * 4], whole[(whole[12] >> 4) * 4:]


def is_client_hello(payload):
    """A handshake record whose first message is a ClientHello (RFC 8446, sections 4 and 5.1)."""
    return len(payload) > 5 and payload[:2] == b"\x16\x03" and payload[5] == 1


def summed(ends, header, payload=b""):
    """The TCP header with its checksum; ends are both addresses."""
    header = header[:16] + b"\0\0" + header[18:]
    sum_of_all = checksum(ends + struct.pack(">HH", TCP, len(header + payload)) + header + payload)
    return header[:16] + struct.pack(">H", sum_of_all) + header[18:]


def forged(ends, ports, sequence, acknowledgment, ttl):
    """A RST that nobody at these addresses sent."""
    header = ports + struct.pack(">IIBBHHH", sequence, acknowledgment, 5 << 4, RST | ACK, 0, 0, 0)
    start = struct.pack(">BBHHHBBH", 0x45, 0, 20 + len(header), 0, 0, ttl, TCP, 0)
    return with_ttl(start + ends + summed(ends, header), ttl)


def reset_to_client(packet, ttl):
    """A RST in the name of the packet's destination, which acknowledges the packet."""
    header, payload = segment(packet)
    sequence, acknowledgment = struct.unpack_from(">II", header, 4)
    ends, ports = packet[16:20] + packet[12:16], header[2:4] + header[:2]
    return forged(ends, ports, acknowledgment, (sequence + len(payload)) & 0xFFFFFFFF, ttl)


def reset_to_server(packet, ttl):
    """A RST in the name of the packet's source, in the place of the packet."""
    header = segment(packet)[0]
    return forged(packet[12:20], header[:4], *struct.unpack_from(">II", header, 4), ttl)


def client_of(packet, from_client):
    """The client's address and port."""
    header = segment(packet)[0]
    return packet[12:16] + header[:2] if from_client else packet[16:20] + header[2:4]


class Numbers:
    """Other sequence numbers for both ends, as firewalls give them that do not trust those of the ends."""

    def __init__(self):
        self.shifts = {}

    def change(self, packet, from_client):
        header, payload = segment(packet)
        client = client_of(packet, from_client)
        if from_client and header[13] & SYN:
            self.shifts.setdefault(client, (random.getrandbits(32), random.getrandbits(32)))
        of_client, of_server = self.shifts.get(client, (0, 0))
        by, back = (of_client, of_server) if from_client else (of_server, of_client)
        sequence, acknowledgment = struct.unpack_from(">II", header, 4)
        if header[13] & ACK:
            acknowledgment -= back
        numbers = struct.pack(">II", (sequence + by) & 0xFFFFFFFF, acknowledgment & 0xFFFFFFFF)
        # Selective acknowledgments would have to be rewritten too: nobody may offer them.
        options = header[20:].replace(b"\x04\x02", b"\x01\x01", 1) if header[13] & SYN else header[20:]
        header = header[:4] + numbers + header[12:20] + options
        length = (packet[0] & 15) * 4
        return packet[:length] + summed(packet[12:20], header, payload) + payload


class Device:
    """Answers each packet with those that it lets pass or sends: at once to the client, or on to the other end."""

    def __init__(self, chosen):
        self.chosen, self.silenced = chosen, set()
        self.numbers = Numbers() if chosen.numbers else None

    def treat(self, packet, from_client):
        found = segment(packet)
        if not found:
            return [], [self.lower(packet)]
        answers, passed = self.judge(packet, from_client, *found)
        if self.numbers:
            passed = [self.numbers.change(each, from_client) for each in passed]
        return answers, passed

    def judge(self, packet, from_client, header, payload):
        chosen = self.chosen
        if not from_client:
            drops = chosen.drop == "fin" and header[13] & FIN
            return [], [] if drops else [self.lower(packet)]
        hello = is_client_hello(payload) and chosen.name.encode() in payload
        if hello and chosen.drop == "hello":
            self.silenced.add(client_of(packet, from_client))
        if client_of(packet, from_client) in self.silenced:
            return [], []
        if not hello or chosen.reset == "no":
            return [], [self.lower(packet)]
        passed = {"instead": [], "beside": [self.lower(packet)], "both": [reset_to_server(packet, chosen.reset_ttl)]}
        return [reset_to_client(packet, chosen.reset_ttl)], passed[chosen.reset]

    def lower(self, packet):
        return with_ttl(packet, packet[8] - self.chosen.hops)


def main():
    chosen = options()
    device = Device(chosen)
    near, far = interface(chosen.near), interface(chosen.far)
    waiting, count = [], 0
    while True:
        pause = max(0, waiting[0][0] - time.monotonic()) if waiting else None
        for tun in select.select([near, far], [], [], pause)[0]:
            try:
                packet = os.read(tun, LONGEST_PACKET)
            except OSError:  # the interface is down
                continue
            if packet[0] >> 4 != 4 or packet[8] <= chosen.hops:
                continue
            answers, passed = device.treat(packet, tun == near)
            for answer in answers:
                os.write(near, answer)
            for each in passed:
                count += 1
                due = time.monotonic() + chosen.delay / 1000
                heapq.heappush(waiting, (due, count, far if tun == near else near, each))
        while waiting and waiting[0][0] <= time.monotonic():
            _, _, tun, packet = heapq.heappop(waiting)
            os.write(tun, packet)


main()
