#!/usr/bin/env python3
"""Compares `escapade gc -m -l` (or -m=2) with the real compiler on random programs.

  compare.py [--count FUNCTIONS] [--seed N] [--go 1.27] [--generics] [--m2] [--reduce N] [--seconds N]
             [--skip REGEXP] [--jobs N] [--show] [FILE...]

--count   functions to generate (the programs have about a dozen each)
--reduce  how many programs to reduce for each kind of disagreement (default 1, 0 for none)
--seconds how long one reduction may take
--m2      what -m=2 prints, not only -m
--jobs    how many programs at once (default 2)
--show    names each program that disagrees at once
--skip    leaves out programs with a match: what is known and waits for its fix
FILE...   compare these instead of generated programs

Prints the functions generated, the programs that agree, and the disagreements by kind, most frequent first. Reduced
programs, each with both sides' lines below it, go to build/differential/. Exit status 1 if anything disagrees.
"""
import argparse
import collections
import concurrent.futures
import hashlib
import os
import re
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
sys.setrecursionlimit(20000)
import oracle    # noqa: E402
from generate import program    # noqa: E402
from reduce import Reducer    # noqa: E402

SCRATCH = os.path.join(oracle.OUT, "scratch")


class Case:
    """One program. A line `//file NAME` in its text starts another file of the package."""

    def __init__(self, name, text):
        self.name, self.text = name, text
        self.want = self.have = self.differences = None

    def run(self, options):
        """Writes the files, runs both sides, and removes the files again if they agree."""
        paths = write_files(self.name, self.text)
        self.want = oracle.gc(paths, options.go, level=options.level)
        if self.want.status == "ok":
            self.have = oracle.ours(paths, options.go, options.level)
            self.differences = oracle.compare(self.want, self.have)
        if self.want.status == "ok" and self.differences is None:
            remove(paths)
            self.text, self.have = "", None
        return self


def write_files(name, text):
    """The paths of the files that the text holds."""
    paths = []
    for part in re.split(r"(?m)^//file (?=\w+$)", text):
        file, part = part.split("\n", 1) if paths else ("", part)
        path = os.path.join(SCRATCH, f"{name}{'_' * bool(file)}{file}.go")
        with open(path, "w") as out:
            out.write("\n" * part.startswith("\n") + part)
        paths.append(path)
    return paths


def remove(paths):
    for path in paths:
        os.unlink(path)


def run_seed(seed, options):
    """The case of one seed with the number of its functions; None if it is to be left out."""
    text = program(seed, options.functions, int(options.go.split(".")[1]), options.generics)
    if options.skip and re.search(options.skip, text):
        return None
    return Case(f"s{seed}", text).run(options), functions_in(text)


def run_file(path, options):
    with open(path) as source:
        text = source.read()
    name = "f" + hashlib.sha1(path.encode()).hexdigest()[:6] + os.path.basename(path)[:-3]
    return Case(name, text).run(options), functions_in(text)


def checked(pool, options):
    """(case, functions) in order, two at a time, until there are enough functions or no more files."""
    waiting, made, seed = collections.deque(pool.submit(run_file, f, options) for f in options.files), 0, options.seed
    while waiting or not options.files and made < options.count:
        while not options.files and len(waiting) < 8:
            waiting.append(pool.submit(run_seed, seed, options))
            seed += 1
        done = waiting.popleft().result()
        if done is not None:
            made += done[1]
            yield done
        if not options.files and made >= options.count:
            return


def functions_in(text):
    return len(re.findall(r"(?m)^func ", text))


def reduce_case(case, key, options):
    """The smallest program found that still disagrees in the same way."""
    name = f"reduce{os.getpid()}"
    broken = key.startswith(("crash", "timeout", "rejected"))

    def holds(text):
        paths = write_files(name, text)
        have = oracle.ours(paths, options.go, options.level)    # first, being the faster one
        if (have.status == "ok") == broken:
            return False
        want = oracle.gc(paths, options.go, level=options.level)
        if want.status != "ok":
            return False
        found = oracle.compare(want, have)
        return found is not None and any(d.key == key for d in found)

    text = Reducer(holds, options.seconds).run(case.text)
    paths = write_files(name, text)
    want, have = oracle.gc(paths, options.go, level=options.level), oracle.ours(paths, options.go, options.level)
    remove(paths)
    return text, want, have


def save(key, text, want, have, options):
    name = re.sub(r"\W+", "_", key)[:60].strip("_") + "_" + hashlib.sha1(text.encode()).hexdigest()[:6]
    path = os.path.join(oracle.OUT, name + ".go")
    with open(path, "w") as out:
        out.write(f"// {key} (Go {options.go})\n{text.rstrip()}\n\n")
        for title, result in (("gc", want), ("ours", have)):
            shown = [re.sub(r"^\S*?\.go:", "", line) for line in result.lines] or ["(nothing)"]
            if title == "ours" and result.status != "ok":
                shown = [f"({result.status})"] + shown
            shift = [re.sub(r"^(\d+)(?=:\d)", lambda m: str(int(m.group()) + 1), line) for line in shown]
            out.write(f"// {title}:\n" + "".join(f"//   {line}\n" for line in shift[:40]))
    return path


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--functions", type=int, default=12)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--go", default="1.27")
    parser.add_argument("--generics", action="store_true")
    parser.add_argument("--reduce", type=int, default=1)
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--skip")
    parser.add_argument("--m2", dest="level", action="store_const", const="-m=2", default="-m")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--show", action="store_true")
    parser.add_argument("files", nargs="*")
    options = parser.parse_args()
    if not oracle.have(options.go):
        sys.exit(f"compare: no Go {options.go} in build/oracle (make oracle)")
    if not oracle.snapshot():
        sys.exit("compare: no build/escapade that runs (make build/escapade)")
    os.makedirs(SCRATCH, exist_ok=True)
    functions = programs = equal = invalid = lines = clean = 0
    kinds, examples = collections.Counter(), collections.defaultdict(list)
    with concurrent.futures.ProcessPoolExecutor(options.jobs) as pool:
        for case, n in checked(pool, options):
            functions += n
            clean += n
            programs += 1
            if case.want.status != "ok":
                invalid += 1
                print(f"gc {case.want.status}: {case.name}: {case.want.lines[:1]}")
                continue
            lines += len(case.want.lines)
            if case.differences is None:
                equal += 1
                continue
            clean = 0
            for key in {d.key for d in case.differences}:
                kinds[key] += 1
                examples[key].append(case)
            if options.show:
                print(f"{case.name}: {case.differences[0].key}", flush=True)
    print(f"{functions} functions in {programs} programs, {lines} lines of gc's; {equal} programs equal, "
          f"{programs - equal - invalid} not, {invalid} that gc does not compile; "
          f"the last {clean} functions without a disagreement")
    for key, n in kinds.most_common():
        print(f"{n:6}  {key}")
        for case in sorted(examples[key], key=lambda c: len(c.differences))[:options.reduce]:
            text, want, have = reduce_case(case, key, options)
            print("        " + os.path.relpath(save(key, text, want, have, options), oracle.ROOT))
            sys.stdout.flush()
    sys.exit(1 if kinds else 0)


if __name__ == "__main__":
    main()
