#!/usr/bin/env python3
"""Go's own errorcheck tests whose flags are about escape analysis, through `escapade check`, in place.

  tests/upstream/escape.py [--all] [-v] [VERSION...]        (default: every toolchain in build/oracle)

Runs each file of the test/ folder of these Go versions that says "errorcheck ... -m -l" (also -m=2) in its first line;
--all: every errorcheck file whose flags escapade models. Needs make oracle and a built build/escapade.

Prints the figures by version and flags, -v what is wrong with each file that fails. Known failures stand in
tests/upstream/escape.known, as VERSION FILE: REASON; the list may only shrink. Status 1: a file fails that is not
listed, or one that is listed passes.
"""
import argparse
import collections
import glob
import os
import re
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
ORACLE = os.environ.get("ORACLE", os.path.join(ROOT, "build", "oracle"))
ESCAPADE = os.environ.get("ESCAPADE", os.path.join(ROOT, "build", "escapade"))


def first_line(path):
    """The first line that is neither empty nor a build constraint."""
    with open(path, errors="replace") as source:
        for line in source:
            text = line.removeprefix("//").strip()
            if text and not re.match(r"//go:build |// \+build ", line):
                return text
    return ""


def flags_of(path):
    """The flags of an errorcheck file, None for other files."""
    words = first_line(path).split()
    return words[1:] if words and words[0] in ("errorcheck", "errorcheckwithauto") else None


def is_about_escapes(flags):
    return "-l" in flags and ("-m" in flags or "-m=2" in flags)


def tests(folder, every):
    for path in sorted(glob.glob(os.path.join(folder, "**", "*.go"), recursive=True)):
        flags = flags_of(path)
        if ".dir/" not in path and flags is not None and (every or is_about_escapes(flags)):
            yield os.path.relpath(path, folder), " ".join(flags)


def run(version, folder, name):
    """(passed, failed or skipped, what was said)."""
    command = [ESCAPADE, "check", f"--go={version}", f"--goroot={ORACLE}/usr/lib/go-{version}", name]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, errors="replace",
                          stdin=subprocess.DEVNULL)
    said = done.stdout + done.stderr
    if "0 passed, 0 failed" in said and done.returncode == 0:
        return "skipped", said
    return ("passed" if done.returncode == 0 and said.endswith("1 passed, 0 failed\n") else "failed"), said


def known_failures():
    names = {}
    with open(os.path.join(HERE, "escape.known")) as lines:
        for line in lines:
            if line.strip() and not line.startswith("#"):
                name, _, reason = line.strip().partition(": ")
                names[name] = reason
    return names


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--all", action="store_true")
    parser.add_argument("-v", action="store_true")
    parser.add_argument("versions", nargs="*")
    options = parser.parse_args()
    found = [os.path.basename(path)[3:] for path in glob.glob(f"{ORACLE}/usr/share/go-1.*")]
    known, unexpected, total = known_failures(), [], collections.Counter()
    for version in options.versions or sorted(found, key=lambda v: int(v.split(".")[1]), reverse=True):
        folder, counts = f"{ORACLE}/usr/share/go-{version}/test", collections.defaultdict(collections.Counter)
        for name, flags in tests(folder, options.all):
            result, said = run(version, folder, name)
            counts[flags if "-m" in flags else "without -m"][result] += 1
            total[result] += 1
            if result == "failed" and options.v:
                print(said, end="")
            if result != "skipped" and (result == "failed") != (f"{version} {name}" in known):
                unexpected.append(f"{version} {name} {result}")
        for flags, count in sorted(counts.items()):
            print(f"{version} {flags}: {count['passed']} passed, {count['failed']} failed, {count['skipped']} skipped")
    print("".join(f"unexpected: {line}\n" for line in unexpected), end="")
    print(f"{total['passed']} passed, {total['failed']} failed, {len(unexpected)} unexpected")
    sys.exit(1 if unexpected else 0)


if __name__ == "__main__":
    main()
