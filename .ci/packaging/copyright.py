#!/usr/bin/env python3
"""Writes a Debian copyright file, in its machine-readable format 1.0, for a program linked from components.

Usage: copyright.py COMPONENTS.json LICENCES >copyright
"""
import json
import pathlib
import sys

COMMON = {"Apache-2.0": "Apache-2.0", "GPL-3.0-or-later": "GPL-3", "LGPL-2.1-or-later": "LGPL-2.1"}
SWIFT_EXCEPTION = """
As an exception, if you use this Software to compile your source code and
portions of this Software are embedded into the binary product as a result,
you may redistribute such product without providing attribution as would
otherwise be required by Sections 4(a), 4(b) and 4(d) of the License."""


def short_name(component):
    """A name without spaces; texts that quote their holders are one component's own."""
    name = component["licence"]
    for word in ("WITH", "AND", "OR"):
        name = name.replace(f" {word} ", f"-{word.lower()}-")
    return name if is_common(component) else f"{name}_{component['name']}"


def is_common(component):
    return component["licence"].split(" WITH ")[0] in COMMON


def text(component, licences):
    if not is_common(component):
        return (licences / f"{component['name']}.txt").read_text()
    base, _, exception = component["licence"].partition(" WITH ")
    note = f"The licence is in /usr/share/common-licenses/{COMMON[base]}."
    if exception == "Swift-exception":
        return note + "\n" + SWIFT_EXCEPTION
    if exception:
        note += f"\nThe exception is in /usr/share/doc/wsuscap/licences/{component['name']}.txt."
    return note


def indented(lines):
    return "\n".join(" " + line.rstrip() if line.strip() else " ." for line in lines.strip("\n").splitlines())


def files_paragraph(component):
    return (
        f"Files: linked/{component['name']}/*\nCopyright: {component['copyright']}\n"
        f"License: {short_name(component)}\n"
        f"Comment: Linked into /usr/bin/wsuscap ({component['origin']}, {component['version']})."
    )


def main(components, licences):
    components = json.loads(pathlib.Path(components).read_text())
    paragraphs = [
        "Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/\nUpstream-Name: wsuscap",
        "Files: *\nCopyright: the wsuscap authors\nLicense: Apache-2.0",
        *map(files_paragraph, components),
    ]
    own = {"name": "wsuscap", "licence": "Apache-2.0"}
    licensed = {short_name(component): component for component in [*reversed(components), own]}
    for name in sorted(licensed):
        paragraphs.append(f"License: {name}\n{indented(text(licensed[name], pathlib.Path(licences)))}")
    print("\n\n".join(paragraphs))


if __name__ == "__main__":
    main(*sys.argv[1:])
