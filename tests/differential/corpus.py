#!/usr/bin/env python3
"""Compares `escapade gc -m -l` with the real compiler on Go files that stand alone, or on whole folders of packages.

  corpus.py [--go 1.27] [--limit N] [--show N] [--kinds N] [PATH...]
  corpus.py --packages [--m2] [--alone] [--only REGEXP] [--except REGEXP] [--go 1.27] [--show N] [--kinds N] TREE...

TREE      std, cmd, a module's folder, or a tree of GOPATH (a folder with src in it): every package that gc compiles without
          cgo is compared, its dependencies without inlining as its own code (-gcflags=all=...)
--alone   the dependencies are compiled as the go command compiles them when nobody asks for more: inlined
--m2      with -m=2
--only, --except   packages whose import path has, or has not, a match
PATH      .go files, or folders, which are searched for .go files; without any, the test/ folder of the Go release.
          Files that gc does not compile alone (several files a package, wrong on purpose) are skipped, and so are those
          that import anything but unsafe, unless --imports is given
--show    how many files or packages to show for each kind of disagreement (default 2)
--limit   stop after so many files

Prints lines equal, missing, extra; files or packages exact; the packages with most differences; and the disagreements
by kind, worst first. What gc printed for a TREE is kept in build/differential/packages/: remove it there to ask again.
"""
import argparse
import collections
import concurrent.futures
import os
import re
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import oracle    # noqa: E402
import packages    # noqa: E402

SCRATCH = os.path.join(oracle.OUT, "scratch")


def files_of(paths):
    for path in paths:
        if os.path.isfile(path):
            yield path
            continue
        for folder, folders, names in os.walk(path):
            folders.sort()
            yield from (os.path.join(folder, n) for n in sorted(names) if n.endswith(".go"))


def imports_of(text):
    block = re.findall(r'(?ms)^import\s*\((.*?)^\)', text)
    single = re.findall(r'(?m)^import\s+(?:[\w.]+\s+)?["`]([^"`]*)', text)
    return set(single) | {p for b in block for p in re.findall(r'["`]([^"`]+)["`]', b)}


def check(path, options):
    """(path, gc's result, ours, differences), or None if the file is not for us."""
    with open(path, encoding="utf-8", errors="replace") as source:
        text = source.read()
    if not options.imports and imports_of(text) - {"unsafe"}:
        return None
    scratch = os.path.join(SCRATCH, re.sub(r"\W", "_", path) + ".o")
    want = oracle.gc(path, options.go, scratch)
    if want.status != "ok":
        return None
    have = oracle.ours(path, options.go)
    return path, want, have, oracle.compare(want, have)


class Tally:
    """Counts lines and kinds of disagreement over many files or packages."""

    def __init__(self):
        self.compared = self.exact = self.equal = self.missing = self.extra = 0
        self.kinds, self.examples = collections.Counter(), collections.defaultdict(list)
        self.worst = collections.Counter()

    def add(self, name, want, have, differences):
        self.compared += 1
        both = sum((collections.Counter(want) & collections.Counter(have)).values())
        self.equal += both
        self.missing += len(want) - both
        self.extra += len(have) - both
        if not differences:
            self.exact += 1
            return
        self.worst[name] = max(len(want) + len(have) - 2 * both, 1)
        for difference in differences:
            self.kinds[difference.key] += 1
            self.examples[difference.key].append((name, difference))

    def report(self, what, options):
        total = self.equal + self.missing
        print(f"{self.compared} {what} compared, {self.exact} exact; lines: {self.equal} of {total} equal "
              f"({100 * self.equal / max(total, 1):.3f}%), {self.missing} missing, {self.extra} extra")
        if what == "packages":
            for name, n in self.worst.most_common(options.worst):
                print(f"{n:6}  {name}")
        for key, n in self.kinds.most_common(options.kinds):
            print(f"{n:6}  {key}")
            shown = []
            for name, difference in self.examples[key]:
                if name not in shown and len(shown) < options.show:
                    shown.append(name)
                    print(f"        {os.path.relpath(name, oracle.ROOT) if os.path.isabs(name) else name}")
                    print("".join(f"          {line[:200]}\n" for line in difference.lines[:3]), end="")


def differences_of(want, have):
    """As oracle.compare, but quick for many lines: only those are paired that differ."""
    if want == have:
        return []
    a, b = collections.Counter(want), collections.Counter(have)
    only_want, only_have = a - b, b - a
    if not only_want and not only_have:
        first = next(i for i, (x, y) in enumerate(zip(want, have)) if x != y)
        return [oracle.Difference("order differs", ["- " + want[first], "+ " + have[first]])]
    return oracle.compare(oracle.Result("ok", list(only_want.elements())),
                          oracle.Result("ok", list(only_have.elements())))


def compare_files(options, tally):
    os.makedirs(SCRATCH, exist_ok=True)
    paths = options.paths or [os.path.join(oracle.ROOT, "build", "oracle", "usr", "share", f"go-{options.go}", "test")]
    files = list(files_of(paths))
    if options.limit:
        files = files[:options.limit]
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        for result in pool.map(lambda p: check(p, options), files):
            if result is not None:
                path, want, have, differences = result
                tally.add(path, want.lines, have.lines if have.status == "ok" else [], differences)


def compare_tree(what, options, tally):
    """Compares the packages of one tree; returns how many we refused though gc compiles them."""
    tree = packages.Tree(what, options.go, "-m=2 -l" if options.m2 else "-m -l")
    wanted = tree.gc(tree.paths(options.only, options.unwanted), options.alone)
    ours, errors = tree.ours(wanted)
    for error in errors:
        print(f"error: {error}")
    for path, package in wanted.items():
        have = ours.get(path, [])
        tally.add(path, package.lines, have, differences_of(package.lines, have))
    return len(errors)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--go", default="1.27")
    parser.add_argument("--imports", action="store_true")
    parser.add_argument("--limit", type=int, default=0)
    parser.add_argument("--show", type=int, default=2)
    parser.add_argument("--kinds", type=int, default=60)
    parser.add_argument("--worst", type=int, default=20)
    parser.add_argument("--packages", action="store_true")
    parser.add_argument("--alone", action="store_true")
    parser.add_argument("--m2", action="store_true")
    parser.add_argument("--only", default=".")
    parser.add_argument("--except", dest="unwanted")
    parser.add_argument("paths", nargs="*")
    options = parser.parse_args()
    if not oracle.have(options.go):
        sys.exit(f"corpus: no Go {options.go} in build/oracle (make oracle)")
    if not oracle.snapshot():
        sys.exit("corpus: no build/escapade that runs (make build/escapade)")
    tally = Tally()
    if options.packages:
        refused = sum(compare_tree(tree, options, tally) for tree in options.paths or ["std"])
        tally.report("packages", options)
        sys.exit(1 if refused or tally.kinds else 0)
    compare_files(options, tally)
    tally.report("files", options)
    sys.exit(1 if tally.kinds else 0)


if __name__ == "__main__":
    main()
