# Exit statuses and messages, as the manual gives them.
. ./expect.bash
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
good=$scratch/good.go
printf 'package p\n\nfunc f() *int { i := 0; return &i }\n' > "$good"
printf 'package p\n\nfunc f( {\n' > "$scratch/bad.go"
: > "$scratch/empty.go"
head -c 4096 /dev/urandom > "$scratch/binary.go"

expect 0 'moved to heap: i' "$ESCAPADE" gc -m -l "$good"
expect 0 'moves to the heap' "$ESCAPADE" explain "$good"
expect 0 'moves to the heap' "$ESCAPADE" "$good"
expect 1 'syntax error: unexpected' "$ESCAPADE" gc -m -l "$scratch/bad.go"
expect 1 'package statement must be first' "$ESCAPADE" gc -m -l "$scratch/empty.go"
expect 1 'NUL|UTF-8|invalid character|package statement' "$ESCAPADE" gc -m -l "$scratch/binary.go"
expect 1 'no such file|No such file' "$ESCAPADE" gc -m -l "$scratch/none.go"
expect 2 'inlining is not modelled yet: add -l' "$ESCAPADE" gc -m "$good"
expect 2 '1\.' "$ESCAPADE" gc -m -l --go=1.4 "$good"
expect 2 'option' "$ESCAPADE" gc --no-such-option "$good"
"$ESCAPADE" gc -m -l - < "$good" | grep -q 'moved to heap: i'
[ -z "$("$ESCAPADE" gc -l "$good" 2>&1)" ]
echo ok
