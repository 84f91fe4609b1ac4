# timeline: sites by Go version, and what changed. Without any Go installation.
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"
unset GOROOT ESCAPADE_GOROOTS GOFLAGS
cat > t.go <<'X'
package p

func f(n int) int {
	s := make([]int, n)
	return len(s)
}

func g(p *int) {
	for k := 0; k < 3; k++ {
		defer func() { println(k) }()
	}
}
X
out=$("$ESCAPADE" timeline --width=80 t.go)
has() { grep -qE -- "$1" <<< "$out" || { echo "no \"$1\" in:"; echo "$out"; exit 1; }; }
has '^t.go +1.19 +1.22 +1.23 +1.24 +1.26 +1.27$'
has '^\* 4:11 make\(\[\]int, n\) +escapes escapes escapes escapes stays   stays$'
has '^  8:8 p +stays   stays   stays   stays   stays   stays$'
has '^\* 9:6 k +moved   –       –       –       –       –$'
has '^  1.24 → 1.26  make of unknown size .*'
has '\(variable_make_on_stack\)'
has '^    4:11: make\(\[\]int, n\) escapes to heap → 4:11: make\(\[\]int, n\) does not escape$'
has '\(loopvar\)'
has '^    9:6: moved to heap: k → nothing$'
has '^2 of [0-9]+ sites differ between versions'
if [ "$(wc -L <<< "$out")" -gt 80 ]; then echo "wider than 80 columns:"; echo "$out"; exit 1; fi
[ "$out" = "$("$ESCAPADE" timeline --width=80 t.go)" ]

# ASCII only, where asked for.
out=$("$ESCAPADE" timeline --ascii t.go)
has '^\* 9:6 k +moved   -       -'
if LC_ALL=C grep -q '[^ -~]' <<< "$out"; then echo "not ASCII:"; echo "$out"; exit 1; fi

# A version in which the program does not compile says why.
printf 'package p\n\nfunc h() *int { return new(3) }\n' > new.go
out=$("$ESCAPADE" timeline new.go)
has '^  3:27 .* go1.26\+ go1.26\+ go1.26\+ go1.26\+ moved   moved$'
has '^1.19 to 1.24  does not compile: new.go:3:24: new\(3\) requires go1.26 or later$'
printf 'package p\n\nfunc h( {\n' > wrong.go
if "$ESCAPADE" timeline wrong.go > /dev/null 2> wrong.txt; then echo "a wrong program has a timeline"; exit 1; fi
grep -q 'wrong.go:3:9: syntax error' wrong.txt

# Machine output; the session.
"$ESCAPADE" timeline --json t.go | python3 -c '
import json, sys
document = json.load(sys.stdin)
assert document["schema"] == "escapade-timeline"
sites = {s["name"]: s for s in document["packages"][0]["sites"]}
change = sites["make([]int, n)"]["changes"][0]
assert (change["from"], change["to"], change["reason"]) == ("1.24", "1.26", "behaviour"), change
assert change["behaviours"][0]["name"] == "variable_make_on_stack"
assert [len(c["lines"]) for c in sites["k"]["cells"]] == [1, 0, 0, 0, 0, 0]
'
out=$(printf 'func f(n int) { s := make([]int, n); println(len(s)) }\n:timeline\n' | "$ESCAPADE" 2>&1)
has 'make of unknown size'
echo ok
