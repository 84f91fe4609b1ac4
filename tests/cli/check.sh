# check: ERROR comments, as Go's errorcheck reads them.
. ./expect.bash
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"

last() { # LINE COMMAND...: the last line printed
  local want=$1 out; shift
  out=$("$@" 2>&1 < /dev/null || true)
  if [ "$(tail -n 1 <<< "$out")" != "$want" ]; then echo "last line is not \"$want\": $*"; echo "$out"; exit 1; fi
}

cat > good.go <<'X'
package p

func f(s []int, p *int) *int { // ERROR "s does not escape" "leaking param: p to result ~r0 level=0$"
	i := 0 // ERROR "moved to heap: i"
	_ = s
	if i > 0 {
		return &i
	}
	return p
}
X
cat > bad.go <<'X'
package p

func f() *int {
	i := 0 // ERROR "i escapes"
	j := 1 // ERROR "moved to heap: j"
	_ = j
	return &i
}

func g(p *int) {}
X
expect 0 '^1 passed, 0 failed$' "$ESCAPADE" check good.go
expect 1 '^bad.go:4: no match for `i escapes` in:$' "$ESCAPADE" check bad.go
expect 1 '^    bad.go:4:2: moved to heap: i$' "$ESCAPADE" check bad.go
expect 1 '^bad.go:5: missing error "moved to heap: j"$' "$ESCAPADE" check bad.go
expect 1 '^bad.go:10:8: p does not escape: unmatched error$' "$ESCAPADE" check bad.go
last '0 passed, 1 failed' "$ESCAPADE" check bad.go

# First lines: flags, wrong programs, what can't be checked.
mkdir tests
printf '// errorcheck -0 -m -l\n\npackage a\n\nfunc f(p *int) {} // ERROR "p does not escape"\n' > tests/a.go
printf '// errorcheck\n\npackage b\n\nvar x int = "s" // ERROR "cannot use .s.*LINE?|string"\n' > tests/b.go
printf '// errorcheck -0 -m\n\npackage c\n\nfunc f(p *int) {} // ERROR "wrong"\n' > tests/c.go
printf '// errorcheck\n\npackage d\n' > tests/d.go
printf '// errorcheck -lang=go1.17\n\npackage e\n\nfunc f[T int]() {} // ERROR "type parameter requires go1\\.18 or later"\n' > tests/e.go
printf '// errorcheck\n//go:build windows\n\npackage w\n' > tests/w.go
expect 1 '^tests/d.go: it compiles, though errors are expected$' "$ESCAPADE" check tests
expect 1 '^skipped tests/c.go: inlining is not modelled: -m needs -l$' "$ESCAPADE" check tests
expect 1 '^skipped tests/w.go: its build constraint leaves it out$' "$ESCAPADE" check tests
last '3 passed, 1 failed' "$ESCAPADE" check tests
last '2 passed, 0 failed' "$ESCAPADE" check tests/a.go tests/b.go

# More than ten errors are all compared.
{ echo '// errorcheck'; echo; echo 'package m'; for i in $(seq 15); do echo "var x$i int = \"s\" // ERROR \"cannot use\""; done; } > many.go
last '1 passed, 0 failed' "$ESCAPADE" check many.go

# Several files of one package, a package folder, standard input, files without comments.
mkdir pkg
printf 'package p\n\nfunc f() *T { return &T{} } // ERROR "&T{} escapes"\n' > pkg/f.go
printf 'package p\n\ntype T struct{ x int }\n' > pkg/t.go
last '1 passed, 0 failed' "$ESCAPADE" check pkg/f.go pkg/t.go
last '1 passed, 0 failed' "$ESCAPADE" check ./pkg
expect 0 'skipped .*: it has no // ERROR comments' "$ESCAPADE" check pkg/t.go
"$ESCAPADE" check - < good.go | grep -q '^1 passed, 0 failed$'
printf 'package p\n\nvar x = 1 // ERROR "(" \n' > regexp.go
expect 1 'regexp.go:3: invalid regexp' "$ESCAPADE" check regexp.go
expect 1 "can't read none.go" "$ESCAPADE" check none.go
expect 2 'name .go files' "$ESCAPADE" check
expect 2 'name one version' "$ESCAPADE" check --go=all good.go

# Versions differ, and so does what is wanted.
printf 'package p\n\nfunc f(n int) int {\n\ts := make([]int, n) // ERROR "does not escape"\n\treturn len(s)\n}\n' > make.go
last '1 passed, 0 failed' "$ESCAPADE" check --go=1.27 make.go
last '0 passed, 1 failed' "$ESCAPADE" check --go=1.24 make.go
printf 'func f() *int { i := 0; return &i }\n:check\n' | "$ESCAPADE" 2>&1 | grep -q '^0 passed, 0 failed$'
echo ok
