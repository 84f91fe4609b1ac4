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
holds 0 'edge  no longer: line 12: its address becomes the result of f1' "$ESCAPADE" whatif $tour 12 'return new(int)'
holds 0 'new  .*new\(int\) is allocated on the heap' "$ESCAPADE" whatif --width=200 $tour 12 'return new(int)'
holds 0 'heap → stack' "$ESCAPADE" whatif $tour 18 '_ = n'
holds 0 'edge  no longer: line 18: n is stored in head' "$ESCAPADE" whatif $tour 18 '_ = n'
holds 0 'Nothing flips' "$ESCAPADE" whatif $tour 17 'n.next = nil'
# Lines below keep what they said, whatever the new text's length.
holds 0 'Nothing flips' "$ESCAPADE" whatif $tour 17 $'n.next = nil\nn.value++\nn.value--'
holds 0 'Nothing flips' "$ESCAPADE" whatif $tour 17 ''
holds 0 'i: heap → stack' "$ESCAPADE" whatif $tour tour.go:12 'return new(int)'
# From the stack to the heap, with the edge that does it.
printf 'package p\n\nvar g *int\n\nfunc f() int {\n\tx := 1\n\tp := &x\n\treturn *p\n}\n' > "$scratch/f.go"
holds 0 'x: stack → heap' "$ESCAPADE" whatif "$scratch/f.go" 7 $'p := &x\ng = p'
holds 0 'edge  line 8: p is stored in g, a package variable' "$ESCAPADE" whatif "$scratch/f.go" 7 $'p := &x\ng = p'
cat > "$scratch/g.go" << 'END'
package p

func all(dst []*int, xs []int) []*int {
	for i := range xs {
		dst = append(dst, &xs[i])
	}
	return dst
}
END
cat > "$scratch/h.go" << 'END'
package p

var g *int

func f(n int) int {
	x := 1
	p := &x
	g = p
	{
		x := 3
		_ = x
		s := make([]int, n)
		return len(s)
	}
}
END
# Parameters.
holds 0 'parameter|leaking param' "$ESCAPADE" whatif $tour 37 'func identity(p *int) *int { head.value = *p; return nil }'
# One of several lines of a parameter; the other stays, and the edge that is told is the one that went.
holds 0 'was +leaking param content: dst, leaking param: dst to result ~r0 level=0' "$ESCAPADE" whatif --width=200 "$scratch/g.go" 7 'return nil'
holds 0 'now +leaking param content: dst$' "$ESCAPADE" whatif --width=200 "$scratch/g.go" 7 'return nil'
holds 0 'no longer: line 7: dst becomes the result of all' "$ESCAPADE" whatif --width=200 "$scratch/g.go" 7 'return nil'
# A parameter that moved is told in gc's words too.
printf 'package p\n\nvar g *int\n\nfunc f(x *int) int {\n\ty := &x\n\tkeep = y\n\treturn 1\n}\n\nvar keep **int\n' > "$scratch/p.go"
holds 0 'was +moved to heap: x' "$ESCAPADE" whatif "$scratch/p.go" 7 '_ = y'
holds 0 'now +x does not escape' "$ESCAPADE" whatif "$scratch/p.go" 7 '_ = y'
# What gc's word alone tells is told in gc's words.
holds 0 ': append escapes to heap → append does not escape' "$ESCAPADE" whatif --width=200 "$scratch/g.go" 7 'return nil'
# The hop on the edited line decides, not the last one; what was on the line is found in what is on it now.
holds 0 'no longer: line 7: its address is assigned to p' "$ESCAPADE" whatif "$scratch/h.go" 7 'p := new(int)'
holds 0 'make\(\[\]int, 9\), before make\(\[\]int, n\): decided at run time → stack' "$ESCAPADE" whatif "$scratch/h.go" 12 's := make([]int, 9)'
# Variables of one name are told apart; a new one is new, also where gc is content with it.
holds 0 'new .*:7:4  x moves to the heap' "$ESCAPADE" whatif "$scratch/h.go" 7 '{ x := 2; g = &x }; p := new(int)'
holds 0 'new .*:12:32  new\(int\) stays on the stack' "$ESCAPADE" whatif "$scratch/h.go" 12 's := make([]int, n); _ = *new(int)'
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
assert document["version"] == 2 and len(document["new"]) == 1 and document["same"] > 10'
# In a session, by the numbers of :list.
printf 'func f() *int {\n\ti := 0\n\treturn &i\n}\n:whatif 5 return nil\n' > "$scratch/s"
"$ESCAPADE" < "$scratch/s" > "$scratch/out" 2>&1
grep -q 'i: heap → stack' "$scratch/out" || { cat "$scratch/out"; exit 1; }
# The text is Go: quotes, spaces and dashes are its own.
printf 'func f(m map[string]*int) {\n\ti := 0\n\tm["a"] = &i\n}\n:whatif --width=60 5 m["a  b"] = nil; m["-l"] = &i\n:whatif 5\n' > "$scratch/s"
"$ESCAPADE" < "$scratch/s" > "$scratch/out" 2>&1
grep -q 'm\["a  b"\] = nil; m\["-l"\] = &i' "$scratch/out" && grep -q 'Nothing flips' "$scratch/out" && grep -q 'i: heap → stack' "$scratch/out" || { cat "$scratch/out"; exit 1; }
echo ok
