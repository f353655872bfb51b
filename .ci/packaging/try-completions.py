#!/usr/bin/env python3
"""Types commands into shells and presses Tab. Usage: try-completions.py PROGRAM COMPLETIONS"""
import pathlib
import sys
import tempfile
import time

import pexpect

PROMPT = "ready> "
# What is typed, and what the line is after Tab.
CASES = [
    ("wsuscap sca", "wsuscap scan "),
    ("wsuscap trac", "wsuscap trace.pcap"),
    ("wsuscap analyze tr", "wsuscap analyze trace.pcap"),
    ("wsuscap analyze --endpoints p", "wsuscap analyze --endpoints policy.yaml"),
    ("wsuscap analyze --format mark", "wsuscap analyze --format markdown"),
    ("wsuscap analyze --only-e", "wsuscap analyze --only-endpoints"),
    ("wsuscap scan fold", "wsuscap scan folder/"),
    ("wsuscap explain version_rej", "wsuscap explain version_reject"),
    ("wsuscap query failing_s", "wsuscap query failing_servers"),
    ("wsuscap query --catalog cat", "wsuscap query --catalog catalog.sqlite"),
]


def start(shell, completions, home):
    environment = {"PATH": f"{home}/bin:/usr/bin:/bin", "HOME": str(home), "TERM": "dumb", "LC_ALL": "C.UTF-8"}
    if shell == "bash":
        arguments = ["--noprofile", "--norc"]
        setup = f". /usr/share/bash-completion/bash_completion; . {completions}/wsuscap.bash; PS1='{PROMPT}'"
    elif shell == "zsh":
        arguments = ["-f"]
        setup = f"fpath=({completions} $fpath); autoload -U compinit; compinit -u -D; PS1='{PROMPT}'"
    else:
        arguments = ["--no-config"]
        setup = f"source {completions}/wsuscap.fish; function fish_prompt; echo -n '{PROMPT}'; end"
    # fish draws nothing on a dumb terminal.
    environment["TERM"] = "xterm" if shell == "fish" else "dumb"
    child = pexpect.spawn(shell, arguments, env=environment, cwd=home / "work", encoding="utf-8", timeout=10, dimensions=(40, 200))
    child.sendline(setup)
    child.expect(PROMPT, timeout=20)
    return child


def try_shell(shell, completions, home):
    """The number of cases that fail. Each has a new shell, because what one has drawn hides what the next draws."""
    failures = 0
    for typed, wanted in CASES:
        child = start(shell, completions, home)
        child.send(typed + "\t")
        # Home, a word that prints the rest of the line, and Return: what the shell has on its line, whatever it draws.
        time.sleep(0.7)
        child.send("\x01printf '<%s>' \r")
        # zsh takes the slash of a folder back when the line goes on.
        words = "".join(f"<{word}>" for word in wanted.split()).rstrip("/>")
        try:
            child.expect_exact(words, timeout=10)
            print(f"{shell}: {typed}[Tab] -> {wanted}")
        except (pexpect.TIMEOUT, pexpect.EOF):
            print(f"{shell}: {typed}[Tab] is not {wanted}: {child.before!r}")
            failures += 1
        child.close(force=True)
    return failures


def main(program, completions):
    with tempfile.TemporaryDirectory() as folder:
        home = pathlib.Path(folder)
        (home / "work/folder").mkdir(parents=True)
        (home / "bin").mkdir()
        (home / "bin/wsuscap").symlink_to(program)
        for name in ("trace.pcap", "transcript.txt", "policy.yaml", "catalog.sqlite", "foldout.txt"):
            (home / "work" / name).touch()
        sys.exit(sum(try_shell(shell, completions, home) for shell in ("bash", "zsh", "fish")))


if __name__ == "__main__":
    main(*sys.argv[1:])
