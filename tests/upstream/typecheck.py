"""Type checker tests: files with /* ERROR "part of the message" */ and /* ERRORx "regexp" */ behind the token that the
message is about. Judged as types2's own test does it: each message needs a comment on its line, the one that is nearest;
each comment a message; columns may differ by as much as there. gc: types2/check_test.go, syntax/testing.go."""
import os
import re

from goformat import matches_target, regexp, tokens, unquote

# Folder below src, and how far a column may be off.
FOLDERS = [("internal/types/testdata/check", 50), ("internal/types/testdata/spec", 20),
           ("internal/types/testdata/examples", 125), ("internal/types/testdata/fixedbugs", 100),
           ("cmd/compile/internal/types2/testdata/local", 0)]


def first_line_flags(text):
    line = text.split("\n", 1)[0]
    return line[2:].split() if re.match(r"//[ \t]*-", line) else []


def wanted_of(file, text):
    """(file, line) -> list of (column, matcher)."""
    wanted = {}
    line, column = 0, 0
    for kind, at_line, at_column, token in tokens(text):
        if kind != "comment":
            line, column = at_line, at_column
            continue
        found = re.match(r"/[/*] ERROR(x?) (.*)", token.removesuffix("*/") if token[1] == "*" else token, re.S)
        if found:
            pattern = unquote(found[2].strip())
            test = regexp(pattern).search if found[1] else (lambda got, part=pattern: part in got)
            wanted.setdefault((file, line), []).append((column, test, pattern))
    return wanted


def judge(messages, wanted, tolerance):
    problems = []
    for message in messages:
        here = wanted.get((message.file, message.line), [])
        fitting = [entry for entry in here if entry[1](message.text)]
        where = f"{os.path.basename(message.file)}:{message.line}:{message.column}"
        if not fitting:
            problems.append(f"{where}: no error expected: {message.text}")
            continue
        nearest = min(fitting, key=lambda entry: abs(entry[0] - message.column))
        if abs(nearest[0] - message.column) > tolerance:
            problems.append(f"{where}: wanted in column {nearest[0]}: {message.text}")
        here.remove(nearest)
    for (file, line), entries in sorted(wanted.items()):
        problems += [f"{os.path.basename(file)}:{line}:{column}: not reported: {pattern}" for column, _, pattern in entries]
    return problems


def run_package(front, files, tolerance):
    texts = [open(file, encoding="utf-8", errors="surrogateescape", newline="").read() for file in files]
    chosen = [(file, text) for file, text in zip(files, texts) if matches_target(text)]
    if not chosen:
        return None
    lang = "-"
    for flag in first_line_flags(chosen[0][1]):
        if flag.startswith("-lang="):
            lang = flag[len("-lang="):]
        else:
            return [f"the flag {flag} is not known here"]
    wanted = {}
    for file, text in chosen:
        wanted.update(wanted_of(file, text))
    result = front.ask("check", [("p", [file for file, _ in chosen])], lang)[0]
    return judge(result.messages, wanted, tolerance)


def type_tests(folder):
    for below, tolerance in FOLDERS:
        top = f"{folder}/src/{below}"
        for name in sorted(os.listdir(top)):
            path = f"{top}/{name}"
            files = sorted(f"{path}/{file}" for file in os.listdir(path)) if os.path.isdir(path) else [path]
            short = below.replace("internal/types/testdata", "types").replace("cmd/compile/internal/types2/testdata", "types")
            yield ("types", f"{short}/{name}",
                   lambda front, files=files, tolerance=tolerance: run_package(front, files, tolerance))
