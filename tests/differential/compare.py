#!/usr/bin/env python3
"""Compares `escapade gc -m -l` with the real compiler on random programs.

  compare.py [--count FUNCTIONS] [--seed N] [--go 1.27] [--generics] [--reduce N] [--seconds N]
             [--skip REGEXP] [FILE...]

--count   functions to generate (the programs have about a dozen each)
--reduce  how many programs to reduce for each kind of disagreement (default 1, 0 for none)
--seconds how long one reduction may take
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
    def __init__(self, path, text):
        self.path, self.text = path, text
        self.want = self.have = self.differences = None


def check(case, version):
    case.want = oracle.gc(case.path, version)
    if case.want.status == "ok":
        case.have = oracle.ours(case.path, version)
        case.differences = oracle.compare(case.want, case.have)
    return case


def cases_of(options):
    """Programs until there are enough functions, or the files that were named."""
    for path in options.files:
        with open(path) as source:
            yield Case(os.path.abspath(path), source.read())
    if options.files:
        return
    minor, made, seed = int(options.go.split(".")[1]), 0, options.seed
    while made < options.count:
        text = program(seed, options.functions, minor, options.generics)
        path = os.path.join(SCRATCH, f"s{seed}.go")
        if options.skip and re.search(options.skip, text):
            seed += 1
            continue
        with open(path, "w") as out:
            out.write(text)
        made += functions_in(text)
        seed += 1
        yield Case(path, text)


def checked(pool, options):
    """The cases in order, checked two at a time, with few of them waiting."""
    waiting = collections.deque()
    for case in cases_of(options):
        waiting.append(pool.submit(check, case, options.go))
        if len(waiting) > 8:
            yield waiting.popleft().result()
    while waiting:
        yield waiting.popleft().result()


def functions_in(text):
    return len(re.findall(r"(?m)^func ", text))


def reduce_case(case, key, options):
    """The smallest program found that still disagrees in the same way."""
    path = os.path.join(SCRATCH, f"reduce{os.getpid()}.go")
    broken = key.startswith(("crash", "timeout", "rejected"))

    def holds(text):
        with open(path, "w") as out:
            out.write(text)
        have = oracle.ours(path, options.go)    # first, being the faster one
        if (have.status == "ok") == broken:
            return False
        want = oracle.gc(path, options.go)
        if want.status != "ok":
            return False
        found = oracle.compare(want, have)
        return found is not None and any(d.key == key for d in found)

    text = Reducer(holds, options.seconds).run(case.text)
    with open(path, "w") as out:
        out.write(text)
    want, have = oracle.gc(path, options.go), oracle.ours(path, options.go)
    os.unlink(path)
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
    parser.add_argument("files", nargs="*")
    options = parser.parse_args()
    if not oracle.have(options.go):
        sys.exit(f"compare: no Go {options.go} in build/oracle (make oracle)")
    if not oracle.snapshot():
        sys.exit("compare: no build/escapade that runs (make build/escapade)")
    os.makedirs(SCRATCH, exist_ok=True)
    functions = programs = equal = invalid = lines = 0
    kinds, examples = collections.Counter(), collections.defaultdict(list)
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        for case in checked(pool, options):
            functions += functions_in(case.text)
            programs += 1
            if case.want.status != "ok":
                invalid += 1
                print(f"gc {case.want.status}: {case.path}: {case.want.lines[:1]}")
                continue
            lines += len(case.want.lines)
            if case.differences is None:
                equal += 1
                if not options.files:
                    os.unlink(case.path)
                continue
            for key in {d.key for d in case.differences}:
                kinds[key] += 1
                examples[key].append(case)
    print(f"{functions} functions in {programs} programs, {lines} lines of gc's; {equal} programs equal, "
          f"{programs - equal - invalid} not, {invalid} that gc does not compile")
    for key, n in kinds.most_common():
        print(f"{n:6}  {key}")
        for case in sorted(examples[key], key=lambda c: len(c.differences))[:options.reduce]:
            text, want, have = reduce_case(case, key, options)
            print("        " + os.path.relpath(save(key, text, want, have, options), oracle.ROOT))
            sys.stdout.flush()
    sys.exit(1 if kinds else 0)


if __name__ == "__main__":
    main()
