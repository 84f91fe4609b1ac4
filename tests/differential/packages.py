"""Folders of Go packages, as the go command and escapade see them: which packages, and what each prints."""
import functools
import hashlib
import json
import os
import re
import subprocess

import oracle

CACHE = os.path.join(oracle.OUT, "packages")
CHUNK = 250    # packages that one run of ours is given


class Package:
    """A package that gc compiles; lines: what gc prints, names of files made absolute."""
    __slots__ = ("path", "folder", "lines")

    def __init__(self, path, folder):
        self.path, self.folder, self.lines = path, folder, []


class Tree:
    """A folder of packages: a module, a tree of GOPATH (it has a src folder), or "std" or "cmd" of the release."""

    def __init__(self, what, version, flags="-m -l", jobs=2):
        self.version, self.flags, self.jobs = version, flags, jobs
        self.goroot = os.path.realpath(os.path.join(oracle.ROOT, "build", "oracle", "usr", "lib", f"go-{version}"))
        self.env = {k: v for k, v in os.environ.items() if not k.startswith("GO")}
        self.env.update(GOTOOLCHAIN="local", GOFLAGS="", CGO_ENABLED="0", GOROOT=self.goroot, GOPROXY="off",
                        GOCACHE=os.path.join(CACHE, f"build-{version}"))
        self.pattern = "./..."
        if what in ("std", "cmd"):
            self.cwd, self.pattern = os.path.join(self.goroot, "src"), what
            self.env["GOFLAGS"] = "-mod=vendor" if what == "cmd" else ""
        else:
            self.cwd = os.path.abspath(what)
            if os.path.isdir(os.path.join(what, "src")) and not os.path.exists(os.path.join(what, "go.mod")):
                self.env.update(GOPATH=self.cwd, GO111MODULE="off")
                self.cwd = os.path.join(self.cwd, "src")
        os.makedirs(CACHE, exist_ok=True)

    def go(self, *arguments):
        command = [os.path.join(self.goroot, "bin", "go"), *arguments]
        return subprocess.run(command, cwd=self.cwd, env=self.env, capture_output=True, text=True, errors="replace")

    def paths(self, wanted=".", unwanted=None):
        """The packages of the tree that can be compiled without cgo and without what is missing."""
        listed = self.go("list", "-e", "-f", "{{.ImportPath}}\t{{len .GoFiles}}\t{{len .DepsErrors}}{{with .Error}}x{{end}}",
                         self.pattern).stdout
        rows = [line.split("\t") for line in listed.splitlines()]
        return [path for path, files, errors in rows if files != "0" and errors == "0" and re.search(wanted, path)
                and not (unwanted and re.search(unwanted, path))]

    def gc(self, paths, alone=False):
        """The packages that gc compiled, with its lines; alone: their imports as the go command compiles them else.

        The answer is kept, for it takes minutes.
        """
        name = hashlib.sha256(json.dumps([self.version, self.flags, alone, self.cwd, paths]).encode()).hexdigest()[:16]
        kept = os.path.join(CACHE, f"gc-{self.version}-{name}")
        if not os.path.exists(kept):
            # Flags without all= count for the packages named: alone means a run of its own for each.
            prefix, groups = ("", [[path] for path in paths]) if alone else ("all=", [paths])
            runs = [self.go("list", "-e", "-export", f"-p={self.jobs}", f"-gcflags={prefix}{self.flags}", "-f",
                            "{{.ImportPath}}\t{{.Dir}}\t{{.Export}}", *group) for group in groups]
            with open(kept + ".new", "w") as out:
                out.write("".join(run.stdout for run in runs) + "\f\n" + "".join(run.stderr for run in runs))
            os.rename(kept + ".new", kept)
        with open(kept) as source:
            listed, text = source.read().split("\f\n")
        packages = {}
        for line in listed.splitlines():
            path, folder, export = line.split("\t")
            if export:
                packages[path] = Package(path, folder)
        for path, lines in blocks(text):
            if path in packages:
                packages[path].lines = [absolute(line, self.cwd) for line in lines]
        return packages

    def ours(self, packages):
        """{path: lines} of ours, and the error lines of packages that we refuse."""
        lines, errors = {}, []
        paths = list(packages)
        for first in range(0, len(paths), CHUNK):
            some = paths[first:first + CHUNK]
            # One package alone has no header: with two there is always one.
            given = some if len(some) > 1 else some + ["unsafe"]
            command = [oracle.ESCAPADE, "gc", *self.flags.split(), f"--go={self.version}", f"--goroot={self.goroot}",
                       *given]
            done = subprocess.run(command, cwd=self.cwd, env=self.env, capture_output=True, text=True,
                                  errors="replace")
            for path, text in blocks(done.stdout):
                if path in packages:
                    lines[path] = [absolute(line, packages[path].folder, self.cwd) for line in text]
            if done.returncode != 0:
                errors += [line for line in done.stderr.splitlines() if not line.startswith(("\t", " "))]
                if done.returncode != 1:
                    errors.append(f"status {done.returncode}: {some[0]} ... {some[-1]}")
        return lines, errors


def blocks(text):
    """(import path, lines) for each "# path" header."""
    path, lines = None, []
    for line in text.splitlines():
        if line.startswith("# "):
            if path is not None:
                yield path, lines
            path, lines = line[2:], []
        else:
            lines.append(line)
    if path is not None:
        yield path, lines


def absolute(line, *folders):
    """The line with the names of its files made absolute, those after "at" too: the first of the folders that has it."""
    def name(found):
        return found.group(1) + located(found.group(2), folders) + found.group(3)
    line = re.sub(r"^()([^\s:<]+)(:\d+)", name, line)
    return re.sub(r"(\bat )([^\s:<]+)(:\d+(?::\d+)?)$", name, line)


@functools.cache
def located(name, folders):
    paths = (os.path.realpath(os.path.join(folder, name)) for folder in folders)
    return next(filter(os.path.exists, paths), os.path.join(folders[0], name))
