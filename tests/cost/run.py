"""run.py ESCAPADE: what `explain --json` claims, against what compiled programs allocate.

A function F… of programs/NAME.go allocates what its sites claim, in number and bytes; `…Within` is measured
at the limit of its one decision at run time, `…Beyond` past it. `// threshold N UNIT` above a function is the
limit that the claim must name, `// times N` how often a call passes its sites. In lines/NAME.V.txt a line that
claims no allocation has none, and a line with one claim of known size has allocations of that size.
"""
import json
import os
import subprocess
import sys

import programs

HERE = programs.HERE
escapade = os.path.abspath(sys.argv[1])


def versions():
    with open(f"{programs.ROOT}/tests/golden/versions") as file:
        held = file.read().split()
    return [version for version in ("1.27", "1.19") if version in held or "--all" in sys.argv]


def report(ok, name, detail=""):
    print(("ok " if ok else "not ok ") + name + ("" if ok else ": " + detail))


def stories(path, version):
    folder, base = os.path.split(path)
    done = subprocess.run([escapade, "explain", "--json", f"--go={version}", base], cwd=folder, capture_output=True)
    document = json.loads(done.stdout)
    return [story for package in document["packages"] for story in package["stories"]]


def text(claims):
    return "; ".join(f"{c['line']}: {c['headline']} ({c['placement']}, {c['allocations']} x, {c['bytes']} B, "
                     f"limit {c['limit']} {c['unit']})" for c in claims if c["placement"] in ("heap", "runtime"))


def judge(version, function, directives, claims, allocations, size):
    """Returns what is wrong, None when the claims hold."""
    times = int(directives.get("times", 1))
    heap = [c for c in claims if c["placement"] == "heap"]
    decided = [c for c in claims if c["placement"] == "runtime"]
    known = all(c["allocations"] > 0 for c in heap)
    want = times * sum(c["allocations"] for c in heap)
    sized = known and all(c["bytes"] > 0 for c in heap)
    want_bytes = times * sum(c["bytes"] for c in heap)
    if "threshold" in directives:
        limits = [f"{c['limit']} {c['unit']}" for c in decided]
        if directives["threshold"] not in limits:
            return f"no limit of {directives['threshold']}"
    if decided and not function.endswith(("Within", "Beyond")):
        return "decided at run time, but the function does not say on which side it is"
    if not decided and function.endswith(("Within", "Beyond")):
        return "nothing is decided at run time"
    if function.endswith("Beyond"):
        if allocations <= want - 0.05 + 0.9:
            return f"expected more than {want}"
        if all(c["bytes"] > 0 for c in decided):
            want += sum(c["allocations"] for c in decided)
            want_bytes += sum(c["bytes"] for c in decided)
        else:
            return None
    # Since 1.26 tiny variables declared one after the other may share a block.
    tiny = times * sum(c["verdict"] == "moved" and c["bytes"] < 16 for c in heap)
    shared = max(tiny - 1, 0) if programs.minor(version) >= 26 else 0
    if known and not want - shared - 0.05 <= allocations <= want + 0.05:
        return f"expected {want} allocations"
    if not known and allocations < 0.9:
        return "expected allocations"
    if sized and abs(size - want_bytes) > 0.5 + 0.1 * want_bytes * (want_bytes < 8 * want):
        return f"expected {want_bytes} bytes"
    return None


def check_functions(version):
    for name in programs.names():
        source = programs.source(name)
        if not programs.fits(source, version):
            continue
        rows = programs.recorded(f"{HERE}/programs/{name}.{version}.txt") or []
        claims = stories(f"{HERE}/programs/{name}.go", version)
        measured = {row[0]: (float(row[1]), float(row[2])) for row in rows}
        for function, directives in programs.functions(source).items():
            label = f"{name}.{function} {version}"
            if function not in measured:
                report(False, label, "not recorded: run tests/cost/record")
                continue
            own = [c for c in claims if c["func"] == function]
            if directives.get("calls"):
                own += [c for c in claims if c["func"] in directives["calls"].split()]
            wrong = judge(version, function, directives, own, *measured[function])
            allocations, size = measured[function]
            report(wrong is None, label, f"{wrong}; measured {allocations:g} x, {size:g} B; claims {text(own)}")


def check_lines(version):
    for name, path in programs.mains().items():
        rows = programs.recorded(f"{HERE}/lines/{name}.{version}.txt")
        if rows is None:
            continue
        claims = stories(path, version)
        wrong = []
        for line, allocations, size in (map(int, row) for row in rows):
            here = [c for c in claims if c["line"] == line and c["placement"] in ("heap", "runtime")]
            if not here:
                wrong.append(f"line {line} allocates {allocations} x, {size} B, and nothing is claimed")
            elif len(here) == 1 and here[0]["bytes"] >= 16 and here[0]["allocations"] == 1:
                if size != allocations * here[0]["bytes"]:
                    wrong.append(f"line {line} allocates {allocations} x, {size} B; claimed: {text(here)}")
        report(not wrong, f"lines {name} {version}", "; ".join(wrong))


for held in versions():
    check_functions(held)
    check_lines(held)
