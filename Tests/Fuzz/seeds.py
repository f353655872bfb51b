#!/usr/bin/env python3
"""Makes seeds for the fuzz targets of the project's own captures and files: seeds.py FOLDER TARGET..."""
import pathlib
import struct
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
# Larger seeds slow a fuzzer down, and tell it nothing more.
LARGEST = 96 * 1024


def captures():
    """Files of every format; of each content that is small enough."""
    for path in sorted((ROOT / "Captures").rglob("*")):
        if path.is_file() and path.suffix not in {".md", ".txt", ".json", ".html", ".sh", ".py", ".log", ".reg"}:
            if path.stat().st_size <= LARGEST:
                yield path.read_bytes()


def frames():
    """Link type and bytes of the frames of all pcap captures."""
    for path in sorted((ROOT / "Captures").rglob("*.pcap")):
        data = path.read_bytes()
        if data[:4] not in (b"\xd4\xc3\xb2\xa1", b"\x4d\x3c\xb2\xa1"):
            continue
        link = struct.unpack_from("<I", data, 20)[0] & 0xFFFF
        place = 24
        while place + 16 <= len(data):
            length = struct.unpack_from("<I", data, place + 8)[0]
            yield link, data[place + 16:place + 16 + length]
            place += 16 + length


def payloads():
    """Protocol, port and payload of the segments and datagrams over IPv4 in Ethernet."""
    for link, frame in frames():
        if link != 1 or frame[12:14] != b"\x08\x00":
            continue
        packet = frame[14:]
        inner = packet[(packet[0] & 15) * 4:struct.unpack_from(">H", packet, 2)[0]]
        if packet[9] == 6 and len(inner) >= 20:
            yield "tcp", struct.unpack_from(">HH", inner), inner[(inner[12] >> 4) * 4:]
        elif packet[9] == 17 and len(inner) >= 8:
            yield "udp", struct.unpack_from(">HH", inner), inner[8:]


def packets():
    """Frames in the form of the target: link type, length in eights, bytes."""
    for link, frame in frames():
        eights = min(255, (len(frame) + 7) // 8)
        yield struct.pack("<HB", link, eights) + frame[:eights * 8].ljust(eights * 8, b"\0")


def tls():
    for _, _, payload in payloads():
        if payload[:1] in (b"\x14", b"\x15", b"\x16", b"\x17") or payload[2:3] == b"\x01":
            yield b"\x40" + payload


def http():
    for _, _, payload in payloads():
        if payload[:4] in (b"CONN", b"HTTP", b"POST", b"GET ", b"PROX"):
            yield payload


def dns():
    for kind, ports, payload in payloads():
        if kind == "udp" and 53 in ports:
            yield payload
            yield struct.pack(">H", len(payload)) + payload


def certificates():
    """Made here, with a key that is thrown away."""
    for key, names in (("rsa:2048", "DNS:wsus.contoso.com"), ("ec:", "DNS:*.example.com,IP:192.0.2.1")):
        with tempfile.TemporaryDirectory() as folder:
            options = ["-newkey", key] if key != "ec:" else ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"]
            subprocess.run(
                ["openssl", "req", "-x509", *options, "-nodes", "-keyout", f"{folder}/key", "-out", f"{folder}/der",
                 "-outform", "DER", "-days", "30", "-subj", "/C=US/O=Contoso/CN=wsus.contoso.com",
                 "-addext", f"subjectAltName={names}"], check=True, capture_output=True)
            yield pathlib.Path(folder, "der").read_bytes()


def server_files():
    for folder in ("evidence", "walkthroughs"):
        for path in sorted((ROOT / "Captures" / folder).rglob("*")):
            if path.suffix in {".log", ".reg", ".txt", ".html"} and not path.name.startswith("expected"):
                if path.stat().st_size <= LARGEST:
                    yield path.read_bytes()


def policies():
    yield (ROOT / "Sources/PolicyFiles/Resources/endpoints.yaml").read_bytes()
    yield b"version: 1\nmode: extend\nendpoints:\n  - id: own\n    role: sync\n    names: [wsus.contoso.com]\n"


def lines():
    """A byte that says where the target puts its word, and a line of a log."""
    for text in server_files():
        encoding = "utf-16" if text[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8"
        for number, line in enumerate(text.decode(encoding, "replace").splitlines()[:40]):
            yield bytes([number * 7 % 256]) + line.encode()[:600]


def segments():
    """Commands of the target: a stream in order, backwards, with holes, and with overlaps."""
    def step(kind, offset, size):
        return struct.pack("<BHB", kind, offset, size)
    yield b"\0" + b"".join(step(3, 0, 200) for _ in range(40))
    yield b"\x10" + b"".join(step(0x83, offset, 100) for offset in range(3000, -1, -100))
    yield b"\xff" + b"".join(step(0x83, offset, 90) for offset in range(0, 3000, 100)) + step(0, 0, 0)
    yield b"\x01" + b"".join(step(0x82, offset, 255) for offset in range(0, 3000, 50))


SEEDS = {
    "capture": captures, "whole": captures, "anonymization": captures, "packet": packets, "reassembly": segments,
    "tls": tls, "certificate": certificates, "dns": dns, "http": http, "wsus": http, "server-file": server_files, "policy": policies,
    "redaction": lines,
}


def main(folder, targets):
    for target in targets:
        place = pathlib.Path(folder, target, "seeds")
        place.mkdir(parents=True, exist_ok=True)
        for number, seed in enumerate(dict.fromkeys(SEEDS[target]())):
            (place / f"{number:05}").write_bytes(seed)


main(sys.argv[1], sys.argv[2:])
