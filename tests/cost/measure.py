"""measure.py GO VERSION SCRATCH [NAME...]: see tests/cost/record."""
import os
import re
import subprocess
import sys

import programs

CALLS = 1000
COUNTER = """package main

import (
	"fmt"
	"runtime"
	"runtime/debug"
%s)

func measure(name string, f func()) {
	best, bytes := ^uint64(0), ^uint64(0)
	for round := 0; round < 5; round++ {
		f()
		runtime.GC()
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		for i := 0; i < %d; i++ {
			f()
		}
		runtime.ReadMemStats(&after)
		if n := after.Mallocs - before.Mallocs; n < best {
			best = n
		}
		if n := after.TotalAlloc - before.TotalAlloc; n < bytes {
			bytes = n
		}
	}
	fmt.Printf("%%s %%.2f %%.1f\\n", name, float64(best)/%d, float64(bytes)/%d)
}

func main() {
	runtime.GOMAXPROCS(1)
	debug.SetGCPercent(-1)
%s}
"""
LINES = """package main

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"sort"

	"cost/program"
)

// What is no value of the program: records of waiting goroutines, goroutines, the growth of a map.
var others = map[string]bool{"runtime.acquireSudog": true, "runtime.newproc": true, "runtime.mapassign": true,
	"runtime.mapassign_faststr": true, "runtime.mapassign_fast64": true, "runtime.mapassign_fast32": true,
	"runtime.mapassign_fast64ptr": true}

func main() {
	runtime.GOMAXPROCS(1)
	debug.SetGCPercent(-1)
	os.Stderr.Close()
	runtime.MemProfileRate = 1
	program.Main()
	runtime.MemProfileRate = 0
	runtime.GC()
	runtime.GC()
	runtime.GC()
	records := make([]runtime.MemProfileRecord, 100000)
	n, _ := runtime.MemProfile(records, true)
	objects, bytes := map[int]int64{}, map[int]int64{}
	for _, r := range records[:n] {
		frames := runtime.CallersFrames(r.Stack())
		for {
			frame, more := frames.Next()
			if others[frame.Function] {
				break
			}
			if filepath.Base(frame.File) == "program.go" {
				objects[frame.Line] += r.AllocObjects
				bytes[frame.Line] += r.AllocBytes
				break
			}
			if !more {
				break
			}
		}
	}
	var lines []int
	for line := range objects {
		lines = append(lines, line)
	}
	sort.Ints(lines)
	for _, line := range lines {
		fmt.Println(line, objects[line], bytes[line])
	}
}
"""


def write(path, text):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w") as file:
        file.write(text)


def build(go, version, folder, packages):
    """Builds folder/main; inlining is off in the measured packages."""
    write(f"{folder}/go.mod", f"module cost\n\ngo {version}\n")
    flags = [f"-gcflags=cost/{package}=-l" for package in packages]
    return subprocess.run([go, "build"] + flags + ["-o", "main", "."], cwd=folder, capture_output=True, text=True)


def count_functions(go, version, scratch, wanted):
    """Calls each function by itself; the first call of each round doesn't count."""
    folder = f"{scratch}/functions"
    packages, calls, owner = [], [], []
    for name in wanted:
        text = programs.source(name)
        if not programs.fits(text, version):
            continue
        write(f"{folder}/{name}/{name}.go", text)
        packages.append(name)
        for function in programs.functions(text):
            owner.append((name, function))
            calls.append(f'\tmeasure("{function}", func() {{ {name}.{function}() }})\n')
    imports = "".join(f'\t{name} "cost/{name}"\n' for name in packages)
    write(f"{folder}/main.go", COUNTER % (imports, CALLS, CALLS, CALLS, "".join(calls)))
    done = build(go, version, folder, packages)
    if done.returncode != 0:
        sys.exit(done.stderr)
    lines = subprocess.run([f"{folder}/main"], check=True, capture_output=True, text=True).stdout.splitlines()
    results = {}
    for (name, _), line in zip(owner, lines):
        results.setdefault(name, []).append(line)
    for name, found in results.items():
        write(f"{programs.HERE}/programs/{name}.{version}.txt", "\n".join(found) + "\n")
    return len(lines), len(results)


def count_lines(go, version, scratch, wanted):
    """Runs whole programs; those that do not end, or end badly, are left out."""
    kept = 0
    for name, path in programs.mains().items():
        if wanted and name not in wanted:
            continue
        with open(path) as file:
            text = file.read()
        text = re.sub(r"^package main$", "package program", text, flags=re.M)
        text = re.sub(r"^func main\(\)", "func Main()", text, flags=re.M)
        text = re.sub(r"\bmain\(\)", "Main()", text)
        folder = f"{scratch}/lines/{name}"
        write(f"{folder}/program/program.go", text)
        write(f"{folder}/main.go", LINES)
        if build(go, version, folder, ["program"]).returncode != 0:
            continue
        try:
            done = subprocess.run([f"{folder}/main"], capture_output=True, text=True, timeout=10)
        except subprocess.TimeoutExpired:
            continue
        if done.returncode == 0:
            write(f"{programs.HERE}/lines/{name}.{version}.txt", done.stdout)
            kept += 1
    return kept


def main():
    go, version, scratch, wanted = sys.argv[1], sys.argv[2], sys.argv[3], sys.argv[4:]
    own = [name for name in programs.names() if not wanted or name in wanted]
    functions, files = count_functions(go, version, scratch, own) if own else (0, 0)
    lines = count_lines(go, version, scratch, wanted)
    print(f"{version}: {functions} functions in {files} programs, {lines} programs by line")


main()
