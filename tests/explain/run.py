"""run.py ESCAPADE: what every explanation of the gc and stage goldens has to hold.

Each line that gc prints has its story, under its position. Each story has a category of the closed list; what is on the
heap because of a path has the path; a parameter that leaks names what keeps it. No sentence has a name that the compiler
made, a hole, or a missing end.

run.py ESCAPADE --all: under the rules of all versions that the goldens hold, not only two.
run.py ESCAPADE --packages VERSION PATTERN...: the same for packages of an installed Go; prints how many stories
and categories there are, and how long it took.
"""
import collections
import concurrent.futures
import glob
import json
import os
import re
import subprocess
import sys
import time

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
MADE_UP = re.compile(r"\.autotmp|~r\d|~b\d|go\.shape|\{temp\}|#yield|#next|\.dict|·|%\d|\(null\)| {2}")
SIZES = {"too-large", "too-aligned", "size-unknown", "zero-size-element"}
WITHOUT_PATH = SIZES | {"silent", "stack"}

escapade = os.path.abspath(sys.argv[1])


def causes():
    with open(f"{ROOT}/core/explain/causes.def") as file:
        return set(re.findall(r'^CAUSE\(\w+, "([\w-]+)"', file.read(), re.M))


CAUSES = causes()


def explained(arguments, version, folder):
    done = subprocess.run([escapade, "explain", "--json", f"--go={version}"] + arguments, cwd=folder,
                          capture_output=True, text=True)
    return json.loads(done.stdout)["packages"]


def sentences(story):
    yield "headline", story["headline"]
    for key in ("why", "goes", "unless", "cost", "rule"):
        if story[key]:
            yield key, story[key]
    for part, key in (("marks", "label"), ("hops", "text"), ("hops", "from"), ("hops", "to")):
        for one in story[part]:
            yield part, one[key]


def faults(story):
    """What is wrong with one story."""
    verdict, cause = story["verdict"], story["cause"]
    if cause not in CAUSES:
        yield f"no category: {cause!r}"
    if verdict in ("leaks", "leaks-content") and story["also"] not in CAUSES:
        yield "nothing that keeps the parameter"
    if verdict in ("moved", "escapes") and cause not in WITHOUT_PATH and not story["hops"]:
        yield "no path"
    if verdict in ("moved", "escapes", "leaks", "leaks-content") and cause not in SIZES and story["hops"]:
        if not story["hops"][-1]["to"]:
            yield "the path ends nowhere"
    if verdict in ("stays", "param-stays") and not (story["goes"] and story["unless"]):
        yield "not said where it goes, or what would take it to the heap"
    if story["placement"] in ("heap", "runtime", "static") and not story["cost"]:
        yield "no cost"
    if not story["why"].endswith("."):
        yield f"an open sentence: {story['why']}"
    for key, text in sentences(story):
        found = MADE_UP.search(text or "")
        if found and not quoted(story, found.group(0)):
            yield f"{key}: {found.group(0)!r} in {text!r}"


def quoted(story, text):
    """The program itself has the words, or gc does in a name that is the program's."""
    return text == "  " or text == "·"


def unexplained(stories, folder, arguments, version):
    """gc's lines that have no story."""
    done = subprocess.run([escapade, "gc", "-m", "-l", f"--go={version}"] + arguments, cwd=folder,
                          capture_output=True, text=True)
    text = "\n" + done.stdout
    for story in stories:
        if story["gc"] is not None:
            place = ":".join(str(story[key]) for key in ("file", "line", "column") if key in story)
            line = f"{place}: {story['gc']}" if place else story["gc"]
            if f"\n{line}\n" not in text:  # a //line directive left no file name, which JSON has no place for
                line = "".join(re.findall(r"(?m)^\?\?.*: " + re.escape(story["gc"]) + "$", text)[:1])
            text = text.replace(f"\n{line}\n", "\n", 1)
    return [line for line in text.splitlines() if line and not line.startswith("# ")]


def versions():
    with open(f"{ROOT}/tests/golden/versions") as file:
        held = file.read().split()
    return held if "--all" in sys.argv else [version for version in held if version in ("1.27", "1.19")]


def programs():
    found = glob.glob(f"{ROOT}/tests/golden/gc/*.go") + glob.glob(f"{ROOT}/tests/golden/stages/*.go")
    return sorted(found)


def check_program(path, version):
    folder, base = os.path.split(path)
    packages = explained([base], version, folder)
    if not all(package["ok"] for package in packages):
        return None, []  # the version refuses it
    stories = [story for package in packages for story in package["stories"]]
    wrong = [f"{s.get('line')}: {s['headline']}: {fault}" for s in stories for fault in faults(s)]
    wrong += [f"no story: {line}" for line in unexplained(stories, folder, [base], version)]
    return len(stories), wrong


def check_goldens():
    for version in versions():
        total, wrong, refused = 0, [], 0
        with concurrent.futures.ThreadPoolExecutor(2) as pool:
            results = list(pool.map(lambda path: check_program(path, version), programs()))
        for path, (count, found) in zip(programs(), results):
            if count is None:
                refused += 1
                continue
            total += count
            wrong += [f"{os.path.basename(path)}:{text}" for text in found]
        name = f"explanations {version}"
        if wrong or total < 1000:
            print(f"not ok {name}: {len(wrong)} faults in {total} stories")
            print("\n".join("    " + text for text in wrong[:20]))
        else:
            print(f"ok {name}")


def check_packages(version, patterns):
    start = time.time()
    packages = explained(patterns, version, ROOT)
    stories = [story for package in packages for story in package["stories"]]
    wrong = [f"{s.get('file')}:{s.get('line')}: {s['headline']}: {fault}" for s in stories for fault in faults(s)]
    counts = collections.Counter(s["cause"] for s in stories)
    print(f"{len(packages)} packages, {len(stories)} stories, {len(wrong)} faults, {time.time() - start:.1f} s")
    print(", ".join(f"{cause} {count}" for cause, count in counts.most_common()))
    print("\n".join(wrong[:40]))


if len(sys.argv) > 4 and sys.argv[2] == "--packages":
    check_packages(sys.argv[3], sys.argv[4:])
else:
    check_goldens()
