# Hostile input: a clear message, status 1, no crash.
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
try() { # FILE PATTERN
  local out got=0
  out=$(timeout 60 "$ESCAPADE" gc -m -l "$1" 2>&1) || got=$?
  [ "$got" = 1 ] || { echo "$1: status $got"; head -c 300 <<< "$out"; exit 1; }
  grep -qE "$2" <<< "$out" || { echo "$1: no \"$2\""; head -c 300 <<< "$out"; exit 1; }
}
python3 - "$scratch" <<'PY'
import sys
d = sys.argv[1]
n = 100000
w = lambda name, text: open(f"{d}/{name}", "w").write(text)
w("parens.go", "package p\nvar x = " + "(" * n + "1" + ")" * n + "\n")
w("brackets.go", "package p\nvar x " + "[]" * n + "int\n")
w("blocks.go", "package p\nfunc f() {" + "{" * n + "}" * n + "}\n")
w("stars.go", "package p\nvar x " + "*" * n + "int\n")
w("calls.go", "package p\nvar x = f" + "()" * n + "\n")
w("funcs.go", "package p\nvar x = " + "func() {" * n + "}" * n + "\n")
w("elses.go", "package p\nfunc f(b bool) { " + "if b {} else " * n + "{} }\n")
w("sum.go", "package p\nvar x = 1" + " + 1" * n + "\n")
w("literals.go", "package p\nvar x = T" + "{" * n + "}" * n + "\n")
w("line.go", "package p\nvar s = `" + "a" * (10 << 20) + "\n")
w("long.go", "package p; var x = " + "y+" * (5 << 20) + "y\n")
PY
for file in parens brackets blocks stars calls funcs elses sum literals long; do
  try "$scratch/$file.go" 'nested too deeply'
done
try "$scratch/line.go" 'string not terminated'
echo ok
