"""DOT as it was: dot/NAME.dot holds the pictures of golden/gc/NAME.go or programs/NAME.go, one of each kind, in the light theme.

Every line that differs fails; the pictures are laid out without a complaint, the other themes say the same in other
colours and sizes, twenty runs give the same bytes. So that this takes seconds, kinds and themes turn with the programs;
`tests/viz/run.py ESCAPADE --all` leaves nothing out, and takes all programs of golden/gc. `UPDATE=1 tests/run viz` writes
the goldens anew (read the diff); an empty file NAME.dot adds a program.
"""
import concurrent.futures
import difflib
import glob
import os
import re
import subprocess
import xml.etree.ElementTree as xml

HERE = os.path.dirname(os.path.abspath(__file__))
SOURCES = [f"{HERE}/../golden/gc", f"{HERE}/programs"]
KINDS = ["flow", "points-to", "memory", "why"]
OTHER_THEMES = ["dark", "print", "projector"]
# What a theme decides: colours, sizes of letters, widths of lines, and with them where lines of words are broken.
THEMED = re.compile(r"#[0-9A-F]{6}|(?:point-size=\"|width=\"|border=\"|fontsize=|penwidth=|arrowsize=)[\d.]+")
LINE_ENDS = re.compile(r"<br(?: align=\"left\")?/>|\s+")


def dot(run, name, kind, theme):
    """One run; what went wrong is in the text, so that it fails the comparison."""
    folder = next(folder for folder in SOURCES if os.path.exists(f"{folder}/{name}.go"))
    status, out, err = run("graph", f"{name}.go", f"--kind={kind}", f"--theme={theme}", "--format=dot", cwd=folder)
    return out.decode() + (f"status {status}: {err}" if status or err else "")


def words(text):
    return LINE_ENDS.sub(" ", THEMED.sub("", text))


def compared(path, got):
    if os.environ.get("UPDATE"):
        with open(path, "w", encoding="utf-8") as out:
            out.write(got)
    with open(path, encoding="utf-8") as file:
        want = file.read()
    lines = difflib.unified_diff(want.splitlines(), got.splitlines(), "want", "got", lineterm="", n=0)
    return "\n".join(list(lines)[:20]) or None


def laid_out(text):
    """Graphviz draws it silently, as XML. One process for each: some versions don't survive a second picture."""
    done = subprocess.run(["dot", "-Tsvg"], input=text.encode(), capture_output=True, timeout=120)
    if done.returncode or done.stderr:
        return f"status {done.returncode}: {done.stderr.decode(errors='replace')}"
    xml.fromstring(done.stdout)
    return None


def problems_of(run, name, at, everything):
    """(check, problem) of one program, the one numbered AT."""
    light = {kind: dot(run, name, kind, "light") for kind in KINDS}
    golden = f"{HERE}/dot/{name}.dot"
    if os.path.exists(golden):
        yield "golden", compared(golden, "".join(light.values()))
    turn = KINDS if everything else [KINDS[at % len(KINDS)]]
    yield "laid-out", next(filter(None, (laid_out(light[kind]) for kind in turn)), None)
    themes = [(kind, theme) for i, kind in enumerate(KINDS) for j, theme in enumerate(OTHER_THEMES)
              if everything or j == (at + i) % len(OTHER_THEMES)]
    differ = [pair for pair in themes if words(dot(run, name, *pair)) != words(light[pair[0]])]
    yield "themes", f"other words in {differ}" if differ else None
    for kind in turn:
        seen = {dot(run, name, kind, "light") for _ in range(19)} | {light[kind]}
        yield f"same-bytes-{kind}", f"{len(seen)} different texts in 20 runs" if len(seen) > 1 else None


def check(report, run, everything):
    if everything:  # but for those that are wrong in the version in force
        names = [os.path.basename(path)[:-3] for path in glob.glob(f"{SOURCES[0]}/*.go")]
        names = [name for name in names if not re.search(r"^import", open(f"{SOURCES[0]}/{name}.go").read(), re.M)
                 and not open(f"{SOURCES[0]}/{name}.1.27.txt").read().startswith("refused\n")]
    else:
        names = [os.path.basename(path)[:-4] for path in glob.glob(f"{HERE}/dot/*.dot")]
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        tasks = [(name, pool.submit(lambda *task: list(problems_of(*task)), run, name, at, everything))
                 for at, name in enumerate(sorted(names))]
        for name, task in tasks:
            for what, problem in task.result():
                report(f"dot-{name}-{what}", problem)
