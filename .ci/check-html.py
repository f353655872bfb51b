#!/usr/bin/env python3
"""Holds HTML reports against what a page for people has to keep, in a real browser.

For each page, at 360, 800 and 1600 pixels, light and dark, with and without scripts:
  - nothing is asked of a network, and the console stays empty
  - every text of a picture is inside the picture and inside its box, and overlaps no other text
  - text of a picture is at least 9.5 pixels high, and the page is no wider than the screen
  - scripts work: tables sort and filter, buttons to copy appear; without scripts none of them shows
  - each picture has a name and a description, each head of a table a scope, each id one element
  - on paper (A4 and Letter) no row of a table is parted: the first and the last word of each row lie on one page

Only Python's own library: Chromium is spoken to over its DevTools protocol (a web socket, RFC 6455).
"""
import base64
import json
import os
import pathlib
import re
import socket
import struct
import subprocess
import sys
import tempfile
import time
import urllib.request

WIDTHS = (360, 800, 1600)
PAPERS = {"A4": (8.27, 11.69), "Letter": (8.5, 11)}

MEASURE = r"""(() => {
  const faults = [];
  const tolerance = 0.75;
  const inside = (a, b) => a.left >= b.left - tolerance && a.right <= b.right + tolerance &&
    a.top >= b.top - tolerance && a.bottom <= b.bottom + tolerance;
  const touch = (a, b) => a.left < b.right - tolerance && b.left < a.right - tolerance &&
    a.top < b.bottom - 2 * tolerance && b.top < a.bottom - 2 * tolerance;
  for (const part of document.querySelectorAll("details")) part.open = true;
  let texts = 0;
  for (const svg of document.querySelectorAll("svg[role=img]")) {
    const id = svg.getAttribute("aria-labelledby");
    for (const name of id.split(" ")) {
      if (!document.getElementById(name)?.textContent) faults.push(`no ${name}`);
    }
    const frame = svg.getBoundingClientRect();
    const boxes = [...svg.querySelectorAll("rect.head, rect.break")].map((box) => box.getBoundingClientRect());
    const all = [...svg.querySelectorAll("text")].map((text) => {
      const box = text.getBBox();
      const matrix = text.getScreenCTM();
      const size = parseFloat(getComputedStyle(text).fontSize) * matrix.a;
      // A line of text without the room above and below it that a font asks for.
      const left = box.x * matrix.a + matrix.e, top = (+text.getAttribute("y")) * matrix.d + matrix.f - size * 0.8;
      return { words: text.lastChild.textContent, size, left, right: left + box.width * matrix.a, top,
        bottom: top + size };
    });
    texts += all.length;
    all.forEach((one, place) => {
      if (!inside(one, frame)) faults.push(`${id}: "${one.words}" leaves the picture`);
      if (one.size < 9.5) faults.push(`${id}: "${one.words}" is ${one.size.toFixed(1)} pixels high`);
      const middle = { x: (one.left + one.right) / 2, y: (one.top + one.bottom) / 2 };
      for (const box of boxes) {
        const isIn = middle.x > box.left && middle.x < box.right && middle.y > box.top && middle.y < box.bottom;
        if (isIn && !inside(one, box)) faults.push(`${id}: "${one.words}" leaves its box`);
      }
      for (const other of all.slice(place + 1)) {
        if (touch(one, other)) faults.push(`${id}: "${one.words}" lies on "${other.words}"`);
      }
    });
  }
  const root = document.documentElement;
  if (root.scrollWidth > innerWidth + 1) faults.push(`the page is ${root.scrollWidth} wide`);
  for (const head of document.querySelectorAll("th")) if (!head.scope) faults.push("a head without a scope");
  const ids = [...document.querySelectorAll("[id]")].map((element) => element.id);
  if (new Set(ids).size !== ids.length) faults.push("an id stands twice");
  const shown = (selector) => [...document.querySelectorAll(selector)].filter((e) => e.offsetParent !== null).length;
  return { faults, texts, pictures: document.querySelectorAll("svg[role=img]").length, buttons: shown("button"),
    commands: document.querySelectorAll(".finding .command").length, inputs: shown("input"),
    heads: document.querySelectorAll("table.sortable thead th").length };
})()"""

USE = r"""(() => {
  const faults = [];
  for (const table of document.querySelectorAll("table.sortable")) {
    const rows = () => [...table.tBodies[0].rows];
    const ids = () => rows().map((row) => row.cells[0].dataset.key ?? row.cells[0].textContent);
    const order = (a, b) => a.localeCompare(b, undefined, { numeric: true });
    const before = ids();
    table.querySelector("button.sort").click();
    if (String(ids()) !== String([...before].sort(order))) faults.push("rows do not sort up");
    table.querySelector("button.sort").click();
    if (String(ids()) !== String([...before].sort((a, b) => order(b, a)))) faults.push("rows do not sort down");
    const input = table.closest("section").querySelector("input");
    input.value = "no row has this";
    input.dispatchEvent(new Event("input"));
    if (rows().some((row) => !row.hidden)) faults.push("the filter keeps what it should not");
    input.value = "";
    input.dispatchEvent(new Event("input"));
    if (rows().some((row) => row.hidden)) faults.push("the filter keeps rows back");
  }
  return faults;
})()"""


class WebSocket:
    """The client's side of RFC 6455, as much as one browser on this machine needs."""

    def __init__(self, address):
        host, port, path = re.match(r"ws://([^:/]+):(\d+)(/.*)", address).groups()
        self.socket = socket.create_connection((host, int(port)), timeout=60)
        key = base64.b64encode(os.urandom(16)).decode()
        self.socket.sendall(
            f"GET {path} HTTP/1.1\r\nHost: {host}:{port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            f"Sec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\n\r\n".encode())
        self.bytes = b""
        while b"\r\n\r\n" not in self.bytes:
            self.bytes += self.socket.recv(65536)
        head, self.bytes = self.bytes.split(b"\r\n\r\n", 1)
        if b" 101 " not in head:
            raise RuntimeError("the browser refused the connection")

    def send(self, text):
        data, mask = text.encode(), os.urandom(4)
        size = len(data)
        length = (bytes([0x80 | size]) if size < 126 else
                  b"\xfe" + struct.pack(">H", size) if size < 65536 else b"\xff" + struct.pack(">Q", size))
        masked = bytes(byte ^ mask[place % 4] for place, byte in enumerate(data))
        self.socket.sendall(b"\x81" + length + mask + masked)

    def take(self, count):
        while len(self.bytes) < count:
            more = self.socket.recv(1 << 20)
            if not more:
                raise RuntimeError("the browser went away")
            self.bytes += more
        taken, self.bytes = self.bytes[:count], self.bytes[count:]
        return taken

    def receive(self):
        message = b""
        while True:
            first, size = self.take(2)
            size &= 0x7F
            if size == 126:
                size = struct.unpack(">H", self.take(2))[0]
            elif size == 127:
                size = struct.unpack(">Q", self.take(8))[0]
            message += self.take(size)
            if first & 0x80 and first & 0x0F in (0, 1):
                return message.decode()


class Page:
    """One tab, and what it complained of."""

    def __init__(self, port):
        request = urllib.request.Request(f"http://127.0.0.1:{port}/json/new?about:blank", method="PUT")
        self.about = json.load(urllib.request.urlopen(request, timeout=30))
        self.socket = WebSocket(self.about["webSocketDebuggerUrl"])
        self.number, self.faults, self.loaded, self.address = 0, [], False, ""
        for domain in ("Page", "Runtime", "Log", "Network"):
            self.ask(f"{domain}.enable")
        self.ask("Network.emulateNetworkConditions", offline=True, latency=0, downloadThroughput=0,
                 uploadThroughput=0)

    def ask(self, method, **parameters):
        self.number += 1
        self.socket.send(json.dumps({"id": self.number, "method": method, "params": parameters}))
        while True:
            message = json.loads(self.socket.receive())
            if message.get("id") == self.number:
                if "error" in message:
                    raise RuntimeError(f"{method}: {message['error']['message']}")
                return message["result"]
            self.note(message)

    def note(self, message):
        method, told = message.get("method"), message.get("params", {})
        if method == "Page.loadEventFired":
            self.loaded = True
        elif method == "Network.requestWillBeSent" and told["request"]["url"] != self.address:
            self.faults.append(f"asks for {told['request']['url'][:80]}")
        elif method == "Runtime.consoleAPICalled":
            self.faults.append(f"console: {told['type']} {told['args']}")
        elif method == "Runtime.exceptionThrown":
            self.faults.append(f"exception: {told['exceptionDetails'].get('text')}")
        elif method == "Log.entryAdded":
            self.faults.append(f"log: {told['entry']['text']}")

    def open(self, address):
        self.address, self.loaded = address, False
        self.ask("Page.navigate", url=address)
        while not self.loaded:
            self.note(json.loads(self.socket.receive()))

    def evaluate(self, script):
        result = self.ask("Runtime.evaluate", expression=script, returnByValue=True)
        if "exceptionDetails" in result:
            raise RuntimeError(str(result["exceptionDetails"])[:600])
        return result["result"]["value"]


def check(page, path):
    address = path.resolve().as_uri()
    faults = []
    for scripted in (True, False):
        page.ask("Emulation.setScriptExecutionDisabled", value=not scripted)
        for scheme in ("light", "dark"):
            page.ask("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": scheme}])
            for width in WIDTHS:
                page.ask("Emulation.setDeviceMetricsOverride", width=width, height=900, deviceScaleFactor=1,
                         mobile=False)
                page.faults = []
                page.open(address)
                found = page.evaluate(MEASURE)
                where = f"{width} {scheme} {'with' if scripted else 'without'} scripts"
                complaints = found["faults"]
                # Captures that are compared have a picture only where they show one connection.
                if not path.name.startswith("compare-") and (found["pictures"] == 0 or found["texts"] == 0):
                    complaints.append("no picture")
                wanted = found["commands"] + found["heads"] if scripted else 0
                if found["buttons"] < wanted or (not scripted and found["buttons"] + found["inputs"]):
                    complaints.append(f"{found['buttons']} buttons, {found['inputs']} inputs")
                if scripted:
                    complaints += page.evaluate(USE)
                complaints += page.faults
                faults += [f"{path.name}, {where}: {text}" for text in complaints]
    page.ask("Emulation.setScriptExecutionDisabled", value=False)
    page.ask("Emulation.setEmulatedMedia", features=[])
    page.ask("Emulation.clearDeviceMetricsOverride")
    for name, (width, height) in PAPERS.items():
        faults += [f"{path.name}, on {name}: {text}" for text in check_print(page, address, width, height)]
    return faults


# Marks that say where each row begins and ends; the PDF holds them as links, whose places are read back.
MARK = r"""(() => {
  for (const part of document.querySelectorAll("details")) part.open = true;
  const style = new CSSStyleSheet();
  style.replaceSync("tr > * { position: relative } .edge { position: absolute; left: 0; width: 2px; height: 2px } " +
    ".edge.first { top: 0 } .edge.last { bottom: 0 }");
  document.adoptedStyleSheets.push(style);
  let count = 0;
  for (const row of document.querySelectorAll("tbody tr")) {
    for (const edge of ["first", "last"]) {
      const link = document.createElement("a");
      link.className = `edge ${edge}`;
      link.href = `https://row.example.com/${count}/${edge}`;
      row.cells[0].append(link);
    }
    count += 1;
  }
  return count;
})()"""


def check_print(page, address, width, height):
    page.open(address)
    rows = page.evaluate(MARK)
    data = base64.b64decode(page.ask(
        "Page.printToPDF", paperWidth=width, paperHeight=height, printBackground=True,
        preferCSSPageSize=False)["data"])
    pages = pages_of_links(data)
    cut = [row for row in range(rows) if len(pages.get(str(row), {"first": None}).values()) != 2
           or len(set(pages[str(row)].values())) != 1]
    return [f"row {row} of {rows} is parted or lost: {pages.get(str(row))}" for row in cut]


def pages_of_links(data):
    """The page of each link: PDF (ISO 32000-1) objects as far as Chromium writes them."""
    objects = {int(n): body for n, body in re.findall(rb"(?m)^(\d+) 0 obj\s(.*?)endobj", data, re.S)}
    places = {}
    number = 0
    for body in objects.values():
        if not re.search(rb"/Type\s*/Page\b", body):
            continue
        number += 1
        notes = re.search(rb"/Annots\s*(\[.*?\]|\d+ 0 R)", body, re.S)
        if not notes:
            continue
        text = notes.group(1)
        if not text.startswith(b"["):
            text = objects[int(text.split()[0])]
        for reference in re.findall(rb"(\d+) 0 R", text):
            link = re.search(rb"row\.example\.com/(\d+)/(first|last)", objects.get(int(reference), b""))
            if link:
                places.setdefault(link.group(1).decode(), {})[link.group(2).decode()] = number
        for row, edge in re.findall(rb"row\.example\.com/(\d+)/(first|last)", text):
            places.setdefault(row.decode(), {})[edge.decode()] = number
    return places


def main(paths):
    if not paths:
        sys.exit("check-html: no page is named")
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        browser = subprocess.Popen(
            ["chromium", "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-extensions",
             "--disable-background-networking", "--disable-component-update", "--no-first-run",
             f"--user-data-dir={profile}", "--remote-debugging-port=0", "about:blank"],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            port_file = pathlib.Path(profile, "DevToolsActivePort")
            for _ in range(300):
                if port_file.exists() and port_file.read_text().count("\n"):
                    break
                time.sleep(0.1)
            page = Page(port_file.read_text().splitlines()[0])
            faults = []
            for path in paths:
                found = check(page, pathlib.Path(path))
                print(f"{path}: {'as it should be' if not found else f'{len(found)} faults'}", flush=True)
                faults += found
        finally:
            browser.terminate()
            browser.wait(20)
    for fault in faults[:200]:
        print(fault)
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main(sys.argv[1:])
