#!/usr/bin/env python3
"""Shows the share of a module's lines that tests reach, and each line that none reaches.

Usage: uncovered.py PERCENT FILE MODULE, with FILE in the format of lcov (geninfo(1)). Fails below PERCENT.
"""
import os
import sys


def counts(path):
    """Executions of each line of each file."""
    found, source = {}, ""
    for row in open(path):
        key, _, value = row.rstrip("\n").partition(":")
        if key == "SF":
            source = os.path.relpath(value)
        elif key == "DA":
            line, times = value.split(",")[:2]
            lines = found.setdefault(source, {})
            lines[int(line)] = max(lines.get(int(line), 0), int(times))
    return found


def ranges(lines):
    """`3-5` for lines that follow each other."""
    texts, first, last = [], None, None
    for line in [*lines, None]:
        if first is not None and line is not None and line == last + 1:
            last = line
            continue
        if first is not None:
            texts.append(f"{first}-{last}" if last > first else f"{first}")
        first = last = line
    return ", ".join(texts)


def main():
    least, path, module = float(sys.argv[1]), sys.argv[2], sys.argv[3]
    files = counts(path)
    total = sum(len(lines) for lines in files.values())
    reached = sum(1 for lines in files.values() for times in lines.values() if times)
    share = 100 * reached / max(1, total)
    print(f"{module:<14} {share:6.2f} %  {reached} of {total} lines")
    for name, lines in sorted(files.items()):
        missed = sorted(line for line, times in lines.items() if not times)
        if missed:
            print(f"  {name}: {ranges(missed)}")
    return 0 if share >= least else 1


sys.exit(main())
