"""Runs gc and escapade on the files of one package and puts their lines side by side."""
import atexit
import difflib
import os
import re
import shutil
import subprocess
import time

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
ESCAPADE = os.environ.get("ESCAPADE", os.path.join(ROOT, "build", "escapade"))
OUT = os.path.join(ROOT, "build", "differential")


def snapshot():
    """From now on runs a copy of build/escapade, so that a build beside us disturbs nothing; false if there is none."""
    global ESCAPADE
    copy = os.path.join(OUT, f"escapade.{os.getpid()}")
    os.makedirs(OUT, exist_ok=True)
    for _ in range(30):
        try:
            shutil.copy2(ESCAPADE, copy)
            if subprocess.run([copy, "--version"], capture_output=True).returncode == 0:
                ESCAPADE = copy
                atexit.register(os.unlink, copy)
                return True
        except OSError:
            pass
        time.sleep(1)
    return False


def have(version):
    return os.path.exists(os.path.join(ROOT, "build", "oracle", "usr", "lib", f"go-{version}", "bin", "go"))


class Result:
    """status: ok, rejected (compile errors), crash, timeout; lines with the folder taken off."""
    __slots__ = ("status", "lines")

    def __init__(self, status, lines):
        self.status, self.lines = status, lines


def clean(text, paths):
    """The lines, each file called by its last name."""
    for path in paths:
        base = os.path.basename(path)
        text = text.replace(os.path.abspath(path), base).replace(path + ":", base + ":")
    return text.splitlines()


def package_of(path):
    """The name in the package clause: escapade takes it for the path of a package that stands alone."""
    with open(path, encoding="utf-8", errors="replace") as source:
        found = re.search(r"(?m)^package\s+(\w+)", source.read())
    return found.group(1) if found else "p"


def gc(paths, version="1.27", scratch=None, level="-m"):
    """What gc prints for the file or files. The compiler is run itself, without the go command and without what only
    costs time: collecting garbage, debugging information."""
    paths = [paths] if isinstance(paths, str) else paths
    tool = os.path.join(ROOT, "build", "oracle", "usr", "lib", f"go-{version}", "pkg", "tool", "linux_amd64", "compile")
    scratch = scratch or paths[0] + ".o"
    env = dict(os.environ, GOGC="off")
    command = [tool, "-p", package_of(paths[0]), "-lang", f"go{version}", level, "-l", "-dwarf=false", "-c=1",
               "-o", scratch] + paths
    try:
        done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env=env, timeout=120,
                              text=True, errors="replace")
    except subprocess.TimeoutExpired:
        return Result("timeout", [])
    finally:
        if os.path.exists(scratch):
            os.unlink(scratch)
    lines = clean(done.stdout, paths)
    if done.returncode == 0:
        return Result("ok", lines)
    broken = any("internal compiler error" in line or line.startswith("panic:") for line in lines)
    return Result("crash" if broken else "rejected", lines)


def ours(paths, version="1.27", level="-m"):
    """What escapade prints for the file or files."""
    paths = [paths] if isinstance(paths, str) else paths
    command = [ESCAPADE, "gc", level, "-l", f"--go={version}"] + paths
    try:
        done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, stdin=subprocess.DEVNULL,
                              timeout=20, text=True, errors="replace")
    except subprocess.TimeoutExpired:
        return Result("timeout", [])
    if done.returncode < 0 or done.returncode > 100:
        last = done.stderr.strip().splitlines()[-1:] or [f"signal {-done.returncode}"]
        found = re.search(r"(\S+\.c):\d+: (\w+): Assertion", done.stderr)
        if "runtime error" in done.stderr or "AddressSanitizer" in done.stderr:
            last = [line for line in done.stderr.splitlines() if "rror" in line][:1]
        return Result("crash", [f"{found.group(1)} {found.group(2)}" if found else last[0]])
    if done.returncode != 0:
        return Result("rejected", clean(done.stderr + done.stdout, paths))
    return Result("ok", clean(done.stdout, paths))


LITERAL = r'"(?:[^"\\]|\\.)*"|`[^`]*`|\'(?:[^\'\\]|\\.)*\''


def expression_class(text):
    """What kind of expression a message speaks of."""
    text = re.sub(LITERAL, '"s"', text)
    plain = {"func literal", "append", "... argument"}
    if text in plain:
        return text
    for pattern, name in ((r"\.autotmp_\d+$", ".autotmp"), (r"~[rbp]\d+$", "~r"), (r"#\w+$", "#hidden"),
                          (r"&.*\{(\.\.\.)?\}$", "&T{}"), (r"\[\].*\{(\.\.\.)?\}$", "[]T{}"),
                          (r"map\[.*\{(\.\.\.)?\}$", "map literal"), (r"make\(", "make()"), (r"new\(", "new()"),
                          (r"\w+$", "NAME"), (r"-?[\d.]+$|\"s\"$", "CONST"), (r"[\w.()*]+$", "SELECTOR"),
                          (r"\(\[\](byte|rune)\)\(|string\(", "string conversion"),
                          (r"[^{]* \+ ", "SUM"), (r"[\w.()*\[\]]+\(", "CALL()"), (r".*\{(\.\.\.)?\}$", "T{}")):
        if re.match(pattern, text):
            return name
    return "EXPR"


def template(message):
    """A message with its names taken out."""
    message = re.sub(r"^[^:]*:(\d+:)?(\d+:)? ", "", message)
    for pattern, shape in ((r"leaking param content: .*", "leaking param content: NAME"),
                           (r"leaking param: \S+ to result \S+ level=(\d+)", r"leaking param: NAME to result level=\1"),
                           (r"leaking param: .*", "leaking param: NAME"),
                           (r".* ignoring self-assignment in .*", "ignoring self-assignment")):
        if re.fullmatch(pattern, message):
            return re.sub(pattern, shape, message)
    found = re.fullmatch(r"moved to heap: (.*)", message)
    if found:
        return "moved to heap: " + expression_class(found.group(1))
    found = re.fullmatch(r"(.*) (escapes to heap|does not escape|escapes to heap:)", message)
    if found:
        return f"{expression_class(found.group(1))} {found.group(2)}"
    return re.sub(r"\d+", "N", re.sub(LITERAL, '"s"', message))[:80]


def position(line):
    found = re.match(r"[^:]*:\d+(:\d+)?", line)
    return found.group() if found else line


class Difference:
    """How two results differ: `key` groups, `lines` show."""

    def __init__(self, key, lines):
        self.key, self.lines = key, lines


def message(line):
    return re.sub(r"^[^:]*:(\d+:)?(\d+:)? ", "", line)


def shape_of(want, have):
    """The first disagreement's name, given the lines of one position that only one side has."""
    if want and have:
        a, b = template(want), template(have)
        if a == b:
            return f"text differs: {a}"
        return f"gc: {a} | ours: {b}"
    return f"missing: {template(want)}" if want else f"extra: {template(have)}"


def compare(want, have):
    """None, or the differences; want is gc's result, have ours."""
    if have.status != "ok":
        detail = have.lines[0] if have.lines else ""
        return [Difference(f"{have.status}: {template(detail)}", have.lines[:10])]
    if want.lines == have.lines:
        return None
    missing, extra = list(want.lines), []
    for line in have.lines:
        if line in missing:
            missing.remove(line)
        else:
            extra.append(line)
    if not missing and not extra:
        diff = [d for d in difflib.unified_diff(want.lines, have.lines, "gc", "ours", lineterm="", n=1)]
        first = next(i for i, (a, b) in enumerate(zip(want.lines, have.lines)) if a != b)
        return [Difference("order differs", [f"first: gc {template(want.lines[first])}"] + diff[2:20])]
    out, taken = [], set()
    for line in missing:
        pair = next((e for e in extra if position(e) == position(line) and e not in taken), None)
        if pair is None:
            same = [e for e in extra if message(e) == message(line) and e not in taken
                    and position(e).split(":")[:2] == position(line).split(":")[:2]]
            if same:
                taken.add(same[0])
                out.append(Difference(f"column differs: {template(line)}", ["- " + line, "+ " + same[0]]))
                continue
        else:
            taken.add(pair)
        out.append(Difference(shape_of(line, pair), ["- " + line] + (["+ " + pair] if pair else [])))
    out += [Difference(shape_of(None, line), ["+ " + line]) for line in extra if line not in taken]
    return out
