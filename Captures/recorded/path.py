"""What lies between a client and a server: a delay, hops, and a device that resets.

It makes two TUN interfaces and passes IPv4 packets from one to the other, later and with a lower TTL. The device is
near the client: with --reset it answers each ClientHello at once with a RST in the name of the server, as a firewall
or a filter on the path does (Weaver, Sommer, Paxson, "Detecting Forged TCP Reset Packets", NDSS 2009).
"""

import argparse
import fcntl
import heapq
import os
import select
import struct
import time

TUNSETIFF, IFF_TUN, IFF_NO_PI = 0x400454CA, 0x0001, 0x1000
TCP, RST, ACK = 6, 0x04, 0x10
LONGEST_PACKET = 65535


def options():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("near", help="name of the client's interface")
    parser.add_argument("far", help="name of the server's interface")
    parser.add_argument("--delay", type=float, default=20, help="milliseconds in each direction")
    parser.add_argument("--hops", type=int, default=9, help="by which the TTL is lower")
    parser.add_argument("--reset", choices=["no", "instead", "beside"], default="no",
                        help="drops the ClientHello that it answers, or lets it pass")
    parser.add_argument("--reset-ttl", type=int, default=63)
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


def reset(packet, ttl):
    """A RST in the name of the packet's destination, which acknowledges the packet."""
    header, payload = segment(packet)
    source, destination, sequence, acknowledgment = struct.unpack_from(">HHII", header)
    answer = struct.pack(">HHIIBBHHH", destination, source, acknowledgment, (sequence + len(payload)) & 0xFFFFFFFF,
                         5 << 4, RST | ACK, 0, 0, 0)
    ends = packet[16:20] + packet[12:16]
    sum_of_all = checksum(ends + struct.pack(">HH", TCP, len(answer)) + answer)
    answer = answer[:16] + struct.pack(">H", sum_of_all) + answer[18:]
    return with_ttl(struct.pack(">BBHHHBBH", 0x45, 0, 20 + len(answer), 0, 0, ttl, TCP, 0) + ends + answer, ttl)


def main():
    chosen = options()
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
            found = segment(packet)
            if tun == near and chosen.reset != "no" and found and is_client_hello(found[1]):
                os.write(near, reset(packet, chosen.reset_ttl))
                if chosen.reset == "instead":
                    continue
            count += 1
            due = time.monotonic() + chosen.delay / 1000
            heapq.heappush(waiting, (due, count, far if tun == near else near, with_ttl(packet, packet[8] - chosen.hops)))
        while waiting and waiting[0][0] <= time.monotonic():
            _, _, tun, packet = heapq.heappop(waiting)
            os.write(tun, packet)


main()
