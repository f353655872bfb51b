#!/usr/bin/env python3
"""Makes the manual pages: generate-manual of swift-argument-parser writes names, synopses and options, and this adds what it
cannot read out of a discussion: examples, exit statuses, the environment, and names that man finds.

Usage: manuals.py GENERATE-MANUAL PROGRAM DATE OUT
DATE is YYYY-MM-DD, OUT a folder to make.
"""
import json
import pathlib
import re
import subprocess
import sys
import tempfile

ENVIRONMENT = {
    "lang": ("LC_ALL , LC_MESSAGES , LANG", "The language of reports for people, in this order, without\n.Fl \\-lang ."),
    "color": ("NO_COLOR", "Unless it is empty, no colours are used without\n.Fl \\-color Cm always ."),
    "ladder": ("LC_CTYPE , TERM", "Diagrams are drawn in ASCII without a UTF-8 locale, or if\n.Ev TERM\nis\n.Cm dumb ."),
}
# What a command cannot do without, although its parser can.
REQUIRED = {"compare": {"TRACE"}, "extract": {"TRACE", "id"}, "scan": {"DIR"}}
EXIT_STATUS = re.compile(r"^EXIT STATUS(?: \((.*)\))?:$", re.MULTILINE)


class Command:
    """A command of the program, with its discussion taken apart."""

    def __init__(self, description):
        self.words = [*description.get("superCommands", []), description["commandName"]]
        self.abstract = description["abstract"]
        self.options = {argument["valueName"] for argument in description.get("arguments", [])}
        self.subcommands = [
            Command(command)
            for command in description.get("subcommands", [])
            if command["commandName"] != "help"
        ]
        rest = description.get("discussion", "")
        rest, self.exit_note, self.exit_statuses = self.split_exit_statuses(rest)
        introduction, _, self.examples = rest.partition("EXAMPLES:\n")
        # The generator reads these from here.
        description["discussion"] = introduction.rstrip()
        for argument in description.get("arguments", []):
            self.complete(argument, REQUIRED.get(description["commandName"], set()))

    @staticmethod
    def complete(argument, required):
        if argument["valueName"] in required:
            argument["isOptional"] = False
        default, abstract = argument.get("defaultValue"), argument.get("abstract", "")
        if default and "Default" not in abstract:
            argument["abstract"] = f"{abstract} Default: {default.removesuffix('.0')}."

    @staticmethod
    def split_exit_statuses(text):
        heading = EXIT_STATUS.search(text)
        if not heading:
            return text, None, []
        listed = " ".join(text[heading.end():].split())
        return text[: heading.start()], heading[1], [part.split(" ", 1) for part in re.split(r", (?=\d+ )", listed)]

    @property
    def title(self):
        return "-".join(self.words)

    def all(self):
        return [self, *(inner for command in self.subcommands for inner in command.all())]


def literal(line):
    """A line of a terminal, so that what is copied from the page can be typed."""
    line = line.replace("\\", "\\e").replace("-", "\\-").replace("'", "\\(aq")
    return "\\&" + line if line.startswith(".") else line


def prose(line):
    line = re.sub(r"(?<!\S)--(?=\w)", r"\\-\\-", line)
    return re.sub(r"(?<=[A-Za-z)][.]) (?=[A-Z])", "\n", line)


def section(title, *lines):
    return [f".Sh {title}", *lines]


def subcommand_list(command):
    if not command.subcommands:
        return []
    items = [line for inner in command.subcommands for line in (f".It Xr {inner.title} 1", prose(inner.abstract))]
    return ["The subcommands are:", ".Bl -tag -width Ds", *items, ".El"]


def environment(command):
    # The first page stands for the command that is run without a name.
    named = [ENVIRONMENT[name] for name in ENVIRONMENT if name in command.options or len(command.words) == 1]
    items = [line for names, text in named for line in (f".It Ev {names}", text)]
    return section("ENVIRONMENT", ".Bl -tag -width Ds", *items, ".El") if items else []


def exit_statuses(command):
    if not command.exit_statuses:
        return section("EXIT STATUS", "The page of each subcommand lists its statuses.")
    note = f"The status is {command.exit_note}:" if command.exit_note else "The status is:"
    items = [line for status, meaning in command.exit_statuses for line in (f".It {status}", prose(meaning))]
    return section("EXIT STATUS", note, ".Bl -tag -width 4n -compact", *items, ".El")


def examples(command):
    lines = [literal(line.removeprefix("  ")) for line in command.examples.rstrip().splitlines()]
    return section("EXAMPLES", ".Bd -literal", *lines, ".Ed") if lines else []


def see_also(command, root):
    others = sorted(other.title for other in root.all() if other is not command)
    lines = [f".Xr {title} 1 ," for title in ["tshark", *others]]
    return section(
        "SEE ALSO", *lines, ".Xr tcpdump 8", ".Pp", "The documents in",
        ".Pa /usr/share/doc/wsuscap/docs", "describe reports, evidence, policies and formats.")


def heading(command, date_line):
    abstract = command.abstract.rstrip(".").replace(" (the default command)", "")
    return [
        '.\\" Made by .ci/manuals.', date_line, f".Dt {command.title.upper()} 1", ".Os wsuscap",
        *section("NAME", f".Nm {command.title}", f".Nd {abstract[0].lower()}{abstract[1:]}"),
    ]


def synopsis(command, lines):
    name = f".Nm {' '.join(command.words)}"
    if len(command.words) == 1:
        return [name, ".Op Ar option ...", ".Ar TRACE ...", name, ".Ar subcommand", ".Op Ar option ...", ".Op Ar argument ..."]
    return [name, *lines]


def description(lines):
    # An empty line begins a paragraph, except before the next option.
    text = "\n".join(prose(line) if line and not line.startswith(".") else line or ".Pp" for line in lines)
    return text.replace("\n.Pp\n.It ", "\n.It ").replace("\n.Pp\n.El", "\n.El").removeprefix(".Pp\n").splitlines()


def edited(page, command, root):
    """The generated page with the sections that it lacks."""
    lines = page[: page.index('.Sh "EXIT STATUS"')].splitlines()
    begin, middle = lines.index(".Sh SYNOPSIS"), lines.index(".Sh DESCRIPTION")
    return [
        *heading(command, lines[1]),
        *section("SYNOPSIS", *synopsis(command, lines[begin + 2 : middle])),
        *section("DESCRIPTION", *subcommand_list(command), *description(lines[middle + 1 :])),
        *environment(command), *exit_statuses(command), *examples(command), *see_also(command, root),
    ]


def generate(generator, dump, date, out):
    """Runs the generator on a program that describes itself as `dump` does."""
    with tempfile.TemporaryDirectory() as folder:
        description = pathlib.Path(folder, "description.json")
        description.write_text(json.dumps(dump))
        stand_in = pathlib.Path(folder, "program")
        stand_in.write_text(f'#!/bin/sh\nexec cat "{description}"\n')
        stand_in.chmod(0o755)
        command = [generator, stand_in, "--multi-page", "--date", date, "--output-directory", out]
        subprocess.run(command, check=True)


def main(generator, program, date, out):
    dump = json.loads(subprocess.run([program, "--experimental-dump-help"], check=True, capture_output=True).stdout)
    root = Command(dump["command"])
    out = pathlib.Path(out)
    with tempfile.TemporaryDirectory() as generated:
        generate(generator, dump, date, generated)
        out.mkdir(parents=True)
        for command in root.all():
            page = pathlib.Path(generated, ".".join(command.words) + ".1").read_text()
            (out / f"{command.title}.1").write_text("\n".join(edited(page, command, root)) + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
