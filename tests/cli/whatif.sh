# One line with another text: which verdicts flip, by which edge.
tour=../golden/stages/tour.go
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
holds() { # STATUS PATTERN COMMAND...
  local status=$1 pattern=$2; shift 2
  local out got=0
  out=$("$@" 2>&1 < /dev/null) || got=$?
  if [ "$got" != "$status" ]; then echo "status $got, not $status: $*"; echo "$out"; exit 1; fi
  if ! grep -qE -- "$pattern" <<< "$out"; then echo "no \"$pattern\" in the output of: $*"; echo "$out"; exit 1; fi
}
holds 0 'i: heap → stack' "$ESCAPADE" whatif $tour 12 'return new(int)'
holds 0 'edge  gone: line 12: its address becomes the result of f1' "$ESCAPADE" whatif $tour 12 'return new(int)'
holds 0 'new  .*new\(int\) is allocated on the heap' "$ESCAPADE" whatif --width=200 $tour 12 'return new(int)'
holds 0 'heap → stack' "$ESCAPADE" whatif $tour 18 '_ = n'
holds 0 'edge  gone: line 18: n is stored in head' "$ESCAPADE" whatif $tour 18 '_ = n'
holds 0 'Nothing flips' "$ESCAPADE" whatif $tour 17 'n.next = nil'
# Lines below keep what they said, whatever the new text's length.
holds 0 'Nothing flips' "$ESCAPADE" whatif $tour 17 $'n.next = nil\nn.value++\nn.value--'
holds 0 'Nothing flips' "$ESCAPADE" whatif $tour 17 ''
holds 0 'i: heap → stack' "$ESCAPADE" whatif $tour tour.go:12 'return new(int)'
# From the stack to the heap, with the edge that does it.
printf 'package p\n\nvar g *int\n\nfunc f() int {\n\tx := 1\n\tp := &x\n\treturn *p\n}\n' > "$scratch/f.go"
holds 0 'x: stack → heap' "$ESCAPADE" whatif "$scratch/f.go" 7 $'p := &x\ng = p'
holds 0 'edge  line 8: p is stored in g, a package variable' "$ESCAPADE" whatif "$scratch/f.go" 7 $'p := &x\ng = p'
# Parameters.
holds 0 'parameter|leaking param' "$ESCAPADE" whatif $tour 37 'func identity(p *int) *int { head.value = *p; return nil }'
# Unused variables are said, other errors are errors.
holds 0 'gc would refuse it as it is: declared and not used: p' "$ESCAPADE" whatif "$scratch/f.go" 8 'return x'
holds 1 'undefined: y' "$ESCAPADE" whatif "$scratch/f.go" 8 'return y'
holds 1 'has no line 99' "$ESCAPADE" whatif "$scratch/f.go" 99 'return x'
holds 1 'there is no file other.go' "$ESCAPADE" whatif "$scratch/f.go" other.go:3 'return x'
holds 2 'usage: escapade whatif' "$ESCAPADE" whatif "$scratch/f.go" 8
holds 2 'usage: escapade whatif' "$ESCAPADE" whatif "$scratch/f.go" x y
"$ESCAPADE" whatif --json $tour 12 'return new(int)' | python3 -c '
import json, sys
document = json.load(sys.stdin)
assert document["schema"] == "escapade-whatif" and document["line"] == 12
flip = document["flips"][0]
assert flip["before"]["state"] == "heap" and flip["after"]["state"] == "stack" and flip["edge"]["gone"]
assert len(document["new"]) == 1 and document["same"] > 10'
# In a session, by the numbers of :list.
printf 'func f() *int {\n\ti := 0\n\treturn &i\n}\n:whatif 5 return nil\n' > "$scratch/s"
"$ESCAPADE" < "$scratch/s" > "$scratch/out" 2>&1
grep -q 'i: heap → stack' "$scratch/out" || { cat "$scratch/out"; exit 1; }
echo ok
