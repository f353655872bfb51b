"""Makes many captures out of the walkthroughs, each with a client of its own: make-traces.py FOLDER COUNT"""

import os
import pathlib
import sys

project = pathlib.Path(__file__).resolve().parent.parent
folder, count = sys.argv[1], int(sys.argv[2])
sources = [path.read_bytes() for path in sorted((project / "Captures/walkthroughs").glob("*/trace.pcap"))]
for number in range(count):
    trace = sources[number % len(sources)]
    for client in (b"\x0a\x00\x00\x05", b"\xc0\xa8\x0a\x05"):
        # Checksums are not looked at: a capture of a sender rarely has right ones.
        trace = trace.replace(client, bytes([10, 1 + number // 250, number % 250, 5]))
    place = os.path.join(folder, f"site{number % 7}", f"day{number % 3}")
    os.makedirs(place, exist_ok=True)
    with open(os.path.join(place, f"trace{number}.pcap"), "wb") as file:
        file.write(trace)
