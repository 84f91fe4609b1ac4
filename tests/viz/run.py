#!/usr/bin/env python3
"""Pictures of real programs: valid in every kind and theme, the same bytes in twenty runs, statuses, slices.

  tests/viz/run.py ESCAPADE [--all]     prints "ok NAME" and "not ok NAME" lines; --all: every DOT text (minutes)
"""
import json
import os
import re
import shutil
import struct
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as xml

import browser
import dots
import pages

ESCAPADE = os.path.abspath(sys.argv[1])
HERE = os.path.dirname(os.path.abspath(__file__))
PROGRAMS = sorted(f"{HERE}/programs/{name}" for name in os.listdir(f"{HERE}/programs"))
KINDS = ["flow", "points-to", "memory", "why"]
THEMES = ["light", "dark", "print", "projector"]
MADE = re.compile(r"~r\d|~b\d|\.autotmp|go\.shape|\.func\d")


def report(name, problem):
    print(f"not ok {name}: {problem}" if problem else f"ok {name}", flush=True)


def run(*args, cwd=None):
    env = dict(os.environ, LC_ALL="C.UTF-8", NO_COLOR="1", COLUMNS="100")
    done = subprocess.run([ESCAPADE, *args], capture_output=True, timeout=120, env=env, cwd=cwd)
    return done.returncode, done.stdout, done.stderr.decode(errors="replace")


def check_picture(program, kind, theme, folder):
    path = f"{folder}/x.svg"
    status, _, err = run("graph", program, f"--kind={kind}", f"--theme={theme}", "--legend", "-o", path)
    if status != 0 or err:
        return f"status {status}: {err}"
    root = xml.parse(path).getroot()
    width, height = (float(root.get(side)[:-2]) for side in ("width", "height"))
    if width > 13.333 * 72 + 1 or height > 7.5 * 72 + 1:
        return f"{width} x {height} points do not fit a slide"
    words = " ".join("".join(text.itertext()) for text in root.iter("{http://www.w3.org/2000/svg}text"))
    if MADE.search(words):
        return f"a name that the compiler made: {MADE.search(words).group()}"
    if "inlining off (-l)" not in words or "Go 1." not in words:
        return "the legend names no version or no -l"
    return None


def pictures(folder):
    for program in PROGRAMS:
        name = os.path.basename(program)[:-3]
        for kind in KINDS:
            problems = [check_picture(program, kind, theme, folder) for theme in THEMES]
            report(f"{name}-{kind}", next((p for p in problems if p), None))


def determinism(folder):
    for kind in KINDS:
        path = f"{folder}/x.dot"
        seen = set()
        for _ in range(20):
            run("graph", PROGRAMS[0], f"--kind={kind}", "-o", path)
            seen.add(open(path, "rb").read())
        report(f"same-bytes-{kind}", None if len(seen) == 1 else f"{len(seen)} different texts in 20 runs")
    for ending in ("svg", "png", "pdf"):
        path = f"{folder}/x.{ending}"
        seen = set()
        for _ in range(2):
            run("memory", PROGRAMS[0], "-o", path)
            seen.add(open(path, "rb").read())
        report(f"same-bytes-{ending}", None if len(seen) == 1 else "two runs differ")
    width = struct.unpack(">II", open(f"{folder}/x.png", "rb").read(24)[16:24])[0]
    report("png-has-pixels", None if width > 300 else f"{width} pixels wide")


def texts():
    for program in PROGRAMS:
        name = os.path.basename(program)[:-3]
        problem = None
        for kind in KINDS:
            status, out, err = run("graph", program, f"--kind={kind}", "--width=100")
            text = out.decode()
            if status != 0 or err:
                problem = f"{kind}: status {status}: {err}"
            elif MADE.search(text):
                problem = f"{kind}: a name that the compiler made: {MADE.search(text).group()}"
        report(f"text-{name}", problem)


def statuses(folder):
    some = PROGRAMS[0]
    cases = [
        ("bad-kind", 2, ["graph", some, "--kind=pie"]),
        ("bad-theme", 2, ["graph", some, "--theme=pink"]),
        ("bad-ending", 2, ["graph", some, "-o", f"{folder}/x.bmp"]),
        ("no-such-function", 1, ["graph", some, "--func=nobody"]),
        ("no-such-value", 1, ["graph", some, "--focus=nobody"]),
        ("no-such-folder", 3, ["graph", some, "-o", f"{folder}/none/x.svg"]),
    ]
    for name, want, args in cases:
        status, _, err = run(*args)
        report(name, None if status == want and err else f"status {status}, not {want}: {err}")


def tooltips(folder):
    """What is told at the pointer: words, never what Graphviz calls things; in frames nothing before its step."""
    def titles(path):
        return [text.text for text in xml.parse(path).getroot().iter("{http://www.w3.org/2000/svg}title")]

    pointer = f"{HERE}/programs/pointer.go"
    run("graph", pointer, "-o", f"{folder}/tips.svg")
    told = titles(f"{folder}/tips.svg")
    good = any(title.startswith("i  int: moved to heap") for title in told) and any(" → " in title for title in told)
    report("tooltips", None if good and not any("cluster" in title or "->" in title for title in told) else f"{told}")
    run("frames", pointer, "-o", f"{folder}/tips")
    told = titles(f"{folder}/tips/frame-001.svg")
    report("tooltips-of-frames", None if told and not any("moved to heap" in title for title in told) else f"{told}")


def full_disk(folder):
    """What can't be written loses nothing: a limit on the size of files stands for a disk that is full."""
    old = f"{folder}/old"
    os.makedirs(old, exist_ok=True)
    for name in ("frame-001.svg", "index.html", "x.svg"):
        with open(f"{old}/{name}", "w") as out:
            out.write("old")
    for name, args in (("frames", ["frames", PROGRAMS[0], "-o", old]), ("graph", ["graph", PROGRAMS[0], "-o", f"{old}/x.svg"])):
        line = ["sh", "-c", "ulimit -f 8; trap '' XFSZ; exec \"$@\"", "sh", ESCAPADE, *args]
        done = subprocess.run(line, capture_output=True, timeout=120)
        kept = {found: open(f"{old}/{found}", errors="replace").read() for found in sorted(os.listdir(old))}
        good = done.returncode == 3 and b"too large" in done.stderr and set(kept.values()) == {"old"}
        report(f"full-disk-{name}", None if good else f"status {done.returncode}: {done.stderr} {list(kept)}")


def other_packages(folder):
    """The way of a value goes on into the package that keeps it; its function and file are named."""
    os.makedirs(f"{folder}/mod/keep")
    files = {"go.mod": "module m\n\ngo 1.27\n",
             "keep/keep.go": "package keep\n\nvar kept any\n\nfunc Keep(x any) { hold(x) }\nfunc hold(y any) { kept = y }\n",
             "main.go": "package main\n\nimport \"m/keep\"\n\nfunc main() {\n\ts := [4]int{}\n\tkeep.Keep(s)\n}\n"}
    for name, text in files.items():
        with open(f"{folder}/mod/{name}", "w") as out:
            out.write(text)
    status, out, err = run("graph", f"{folder}/mod", "--kind=why", "--focus=s", "--format=json")
    scene = json.loads(out) if status == 0 else {}
    titles = [group["title"] for group in scene.get("clusters", [])]
    nodes = [node["name"] for node in scene.get("nodes", [])]
    good = titles == ["main", "keep.Keep", "keep.hold"] and nodes[0] == "s" and nodes[2:] == ["x", "y", "heap"]
    page = run("graph", f"{folder}/mod", "--kind=why", "--focus=s", "--format=html")[1].decode()
    shown = re.search(r"keep\.go</figcaption><pre[^>]*><code>(.*?)</code>", page, re.S)
    lines = re.findall(r'data-line="(\d+)"', shown.group(1)) if shown else []
    report("page-across-packages", None if lines == ["4", "5", "6"] else f"lines of keep.go: {lines}")
    report("way-across-packages", None if good and "keep.go:" in str(scene["nodes"]) else f"{titles} {nodes} {err}")


def theme_files(folder):
    def draw(lines):
        with open(f"{folder}/my.theme", "w", encoding="utf-8") as out:
            out.write(lines)
        path = f"{folder}/theme.dot"
        if os.path.exists(path):
            os.remove(path)
        status, _, err = run("graph", PROGRAMS[0], f"--theme={folder}/my.theme", "-o", path)
        return status, err, open(path, encoding="utf-8").read() if os.path.exists(path) else None

    status, err, dot = draw("base = dark\nfont = Noto Sans\n")
    good = status == 0 and not err and "Noto Sans" in dot and "#14171A" in dot
    report("theme-file", None if good else f"status {status}: {err}")
    status, err, dot = draw("# ours\nmuted = #CCCCCC\n")
    good = status == 0 and "my.theme:2: muted" in err and "4.5:1" in err and "#CCCCCC" in dot
    report("theme-file-contrast-warning", None if good else f"status {status}: {err}")
    status, err, dot = draw("base = dark\n\nheap.line = red\n")
    good = status == 1 and "my.theme:3: red" in err and dot is None
    report("theme-file-mistake", None if good else f"status {status}: {err}")


def slices(folder):
    path = f"{folder}/big.go"
    with open(path, "w") as out:
        out.write("package big\n")
        for i in range(700):
            out.write(f"func f{i}(n int) *int {{ x{i} := n; s := make([]int, 3); s[0] = x{i}; return &x{i} }}\n")
    status, out, err = run("graph", path)
    text = out.decode()
    left = re.search(r"Left out: (\d+) more values in (\d+) functions", text)
    report("large-package-is-sliced", None if status == 0 and left and int(left.group(2)) > 600 else text[-300:] + err)
    status, out, err = run("graph", path, "--func=f300")
    text = out.decode()
    report("one-function", None if "x300" in text and "x301" not in text and "Left out" not in text else text + err)
    status, out, err = run("graph", path, "--func=f300", "--hide=s")
    report("hidden", None if " s " not in out.decode() else out.decode())


def main():
    folder = tempfile.mkdtemp()
    try:
        pictures(folder)
        texts()
        determinism(folder)
        statuses(folder)
        theme_files(folder)
        other_packages(folder)
        full_disk(folder)
        tooltips(folder)
        slices(folder)
        dots.check(report, run, "--all" in sys.argv)
        pages.check(report, run, PROGRAMS, folder)
        browser.check(report, run, f"{HERE}/programs/pointer.go", folder)
    finally:
        shutil.rmtree(folder)


main()
