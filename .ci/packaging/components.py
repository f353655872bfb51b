#!/usr/bin/env python3
"""Lists what a program is linked from, as JSON, and gathers the licence texts of it.

Usage: components.py PROGRAM SCRATCH LICENCES >components.json
PROGRAM has a symbol table, SCRATCH is the build folder that it comes from, LICENCES a folder to make.
"""
import json
import pathlib
import re
import shutil
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
COMMON = pathlib.Path("/usr/share/common-licenses")


def output(*command):
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def table():
    lines = (HERE / "components.tsv").read_text().splitlines()
    names = ("name", "origin", "symbol", "licence", "copyright")
    return [dict(zip(names, line.split("\t"), strict=True)) for line in lines if not line.startswith("#")]


def resolved():
    """The versions that the package manager chose, by name in lower case."""
    pins = json.loads((HERE.parent.parent / "Package.resolved").read_text())["pins"]
    return {pin["identity"]: pin for pin in pins}


def refuse_unlisted(pins, rows):
    unlisted = set(pins) - {row["name"].lower() for row in rows}
    if unlisted:
        sys.exit(f"components.tsv: no line for {', '.join(sorted(unlisted))}")


def is_linked(row, symbols):
    return re.search(row["symbol"], symbols, re.MULTILINE) is not None


def package_texts(name, checkouts):
    folder = next(path for path in checkouts.iterdir() if path.name.lower() == name.lower())
    texts = [path for path in sorted(folder.iterdir()) if re.match(r"(LICEN[CS]E|NOTICE)", path.name)]
    return texts or sys.exit(f"{name}: no licence text in {folder}")


def toolchain_text():
    swift = pathlib.Path(shutil.which("swift")).resolve()
    return swift.parent.parent / "share/swift/LICENSE.txt"


def texts(row, checkouts):
    own = HERE / "licences" / f"{row['name']}.txt"
    if own.exists():
        return [own]
    if row["origin"] == "debian":
        return [pathlib.Path("/usr/share/doc") / row["name"] / "copyright"]
    if row["origin"] == "toolchain":
        return [toolchain_text()]
    return package_texts(row["origin"].removeprefix("in ") if row["origin"] != "package" else row["name"], checkouts)


def origin(row, pins):
    """Where the component comes from, and its version there."""
    if row["origin"] == "debian":
        form = "${Version}\t${source:Package}\t${source:Version}"
        version, source, source_version = output("dpkg-query", "-W", "-f", form, row["name"]).split("\t")
        return {"version": version, "source": source, "source_version": source_version}
    if row["origin"] == "toolchain":
        return {"version": re.search(r"Swift version (\S+)", output("swift", "--version"))[1]}
    pin = pins[row["origin"].removeprefix("in ") if row["origin"] != "package" else row["name"].lower()]
    return {"version": pin["state"]["version"], "revision": pin["state"]["revision"], "location": pin["location"]}


def gather(row, checkouts, licences):
    parts = [path.read_text().rstrip("\n") + "\n" for path in texts(row, checkouts)]
    (licences / f"{row['name']}.txt").write_text(("\n" + "-" * 79 + "\n\n").join(parts))


def gather_common(rows, licences):
    """Debian's texts name these instead of quoting them."""
    for licence, file in (("LGPL-2.1", "LGPL-2.1"), ("GPL-3.0", "GPL-3"), ("GPL-2.0", "GPL-2"), ("Apache-2.0", "Apache-2.0")):
        if any(licence in row["licence"] for row in rows):
            shutil.copyfile(COMMON / file, licences / f"{file}.txt")


def main(program, scratch, licences):
    pins, rows = resolved(), table()
    refuse_unlisted(pins, rows)
    symbols = "\n".join(line.split()[-1] for line in output("nm", "--defined-only", program).splitlines())
    rows = [row for row in rows if is_linked(row, symbols)]
    licences = pathlib.Path(licences)
    licences.mkdir(parents=True)
    for row in rows:
        gather(row, pathlib.Path(scratch) / "checkouts", licences)
    gather_common(rows, licences)
    json.dump([row | origin(row, pins) for row in rows], sys.stdout, indent=2)


if __name__ == "__main__":
    main(*sys.argv[1:])
