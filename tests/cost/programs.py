"""The programs of tests/cost and what their comments say of them."""
import glob
import os
import re

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))


def names():
    return [os.path.basename(path)[:-3] for path in sorted(glob.glob(f"{HERE}/programs/*.go"))]


def source(name):
    with open(f"{HERE}/programs/{name}.go") as file:
        return file.read()


def minor(version):
    return int(version.split(".")[1])


def fits(text, version):
    """A first line `// Needs Go 1.22.` or `// Needs Go 1.19-1.24.` bounds the versions."""
    found = re.match(r"// Needs Go (1\.\d+)(?:-(1\.\d+))?\.", text)
    if not found:
        return True
    last = found.group(2)
    return minor(found.group(1)) <= minor(version) and (not last or minor(version) <= minor(last))


def functions(text):
    """The functions to measure: name -> directives of the comment above (`threshold`, `times`, `calls`)."""
    found = {}
    directives = {}
    for line in text.splitlines():
        comment = re.match(r"// (threshold|times|calls) (.*)", line)
        function = re.match(r"func (F\w*)\(\)", line)
        if comment:
            directives[comment.group(1)] = comment.group(2)
            continue
        if function:
            found[function.group(1)] = directives
        directives = {}
    return found


def mains():
    """Programs with a main whose lines are measured: name -> path."""
    found = {}
    for folder in ("stages", "gc"):
        for path in sorted(glob.glob(f"{ROOT}/tests/golden/{folder}/*.go")):
            with open(path) as file:
                text = file.read()
            if re.search(r"^package main$", text, re.M) and re.search(r"^func main\(\)", text, re.M):
                found[os.path.basename(path)[:-3]] = path
    return found


def recorded(path):
    """The lines of a golden as lists of words."""
    if not os.path.exists(path):
        return None
    with open(path) as file:
        return [line.split() for line in file.read().splitlines()]
