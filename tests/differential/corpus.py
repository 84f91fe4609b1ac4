#!/usr/bin/env python3
"""Compares `escapade gc -m -l` with the real compiler on Go files that stand alone.

  corpus.py [--go 1.27] [--limit N] [--show N] [--kinds N] [PATH...]

PATH      .go files, or folders, which are searched for .go files; without any, the test/ folder of the Go release.
          Files that gc does not compile alone (several files a package, wrong on purpose) are skipped, and so are those
          that import anything but unsafe, unless --imports is given
--show    how many files to show for each kind of disagreement (default 2)
--limit   stop after so many files

Prints lines equal, missing, extra; files exact; and the disagreements by kind, worst first.
"""
import argparse
import collections
import concurrent.futures
import os
import re
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import oracle    # noqa: E402

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


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--go", default="1.27")
    parser.add_argument("--imports", action="store_true")
    parser.add_argument("--limit", type=int, default=0)
    parser.add_argument("--show", type=int, default=2)
    parser.add_argument("--kinds", type=int, default=60)
    parser.add_argument("paths", nargs="*")
    options = parser.parse_args()
    if not oracle.have(options.go):
        sys.exit(f"corpus: no Go {options.go} in build/oracle (make oracle)")
    if not oracle.snapshot():
        sys.exit("corpus: no build/escapade that runs (make build/escapade)")
    os.makedirs(SCRATCH, exist_ok=True)
    paths = options.paths or [os.path.join(oracle.ROOT, "build", "oracle", "usr", "share", f"go-{options.go}", "test")]
    files = list(files_of(paths))
    if options.limit:
        files = files[:options.limit]
    compared = exact = equal = missing = extra = 0
    kinds, examples = collections.Counter(), collections.defaultdict(list)
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        for result in pool.map(lambda p: check(p, options), files):
            if result is None:
                continue
            path, want, have, differences = result
            compared += 1
            both = sum((collections.Counter(want.lines) & collections.Counter(have.lines)).values())
            equal += both
            missing += len(want.lines) - both
            extra += len(have.lines) - both if have.status == "ok" else 0
            if differences is None:
                exact += 1
                continue
            for difference in differences:
                kinds[difference.key] += 1
                examples[difference.key].append((path, difference))
    print(f"{compared} files of {len(files)} compared, {exact} exact; lines: {equal} equal, {missing} missing, "
          f"{extra} extra")
    for key, n in kinds.most_common(options.kinds):
        print(f"{n:6}  {key}")
        shown = []
        for path, difference in examples[key]:
            if path not in shown and len(shown) < options.show:
                shown.append(path)
                print(f"        {os.path.relpath(path, oracle.ROOT)}")
                print("".join(f"          {line[:160]}\n" for line in difference.lines[:3]), end="")
    sys.exit(1 if kinds else 0)


if __name__ == "__main__":
    main()
