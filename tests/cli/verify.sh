# verify: against a toolchain that is a script, so that no Go is needed.
. ./expect.bash
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"
unset GOROOT ESCAPADE_GOROOTS GOFLAGS
mkdir -p go-1.27/bin go-1.24/bin tmp
echo 'go1.27.9' > go-1.27/VERSION
echo 'go1.24.1' > go-1.24/VERSION
# Prints what stands in the file $SAYS after the file's name; keeps the command line.
cat > go-1.27/bin/go <<'X'
#!/bin/sh
echo "$GOTOOLCHAIN $*" >> "$LOG"
if [ "$1" = list ] && [ -n "${UNLISTED-}" ]; then echo "go build maps: no Go files in" >&2; exit 1; fi
for file; do :; done
case $file in /*) ;; *) file=$PWD/$file ;; esac
sed "s|^FILE|$file|" "$SAYS"
X
chmod +x go-1.27/bin/go
cp go-1.27/bin/go go-1.24/bin/go
export LOG=$scratch/log SAYS=$scratch/says TMPDIR=$scratch/tmp
printf 'package p\n\nfunc f(p *int) *int {\n\ti := *p\n\treturn &i\n}\n' > f.go

printf 'FILE:3:8: p does not escape\nFILE:4:2: moved to heap: i\n' > says
expect 0 '^p: Go 1.27 and escapade agree on all 2 lines$' "$ESCAPADE" verify --goroot=go-1.27 f.go
grep -qE '^local tool compile -p p -lang go1.27 -m -l -o .*/tmp/escapade-[^/]*/package.o f.go$' log
ESCAPADE_GOROOTS=$scratch expect 0 'Go 1.27 and escapade agree' "$ESCAPADE" verify f.go
ESCAPADE_GOROOTS=$scratch expect 0 'Go 1.24 and escapade agree' "$ESCAPADE" verify --go=all f.go
ESCAPADE_GOROOTS=$scratch expect 0 'Go 1.24 and escapade agree' "$ESCAPADE" verify --go=1.24 ./f.go
"$ESCAPADE" verify --goroot=go-1.27 - < f.go | grep -q 'agree on all 2 lines'

printf 'FILE:3:8: leaking param: p\nFILE:4:2: moved to heap: i\nFILE:5:9: &i escapes to heap\n' > says
expect 1 '^  3:8: leaking param: p +│ 3:8: p does not escape$' "$ESCAPADE" verify --goroot=go-1.27 f.go
expect 1 '^  5:9: &i escapes to heap +│ \(nothing\)$' "$ESCAPADE" verify --goroot=go-1.27 f.go
expect 1 '^  ours: parameter p ' "$ESCAPADE" verify --goroot=go-1.27 f.go
expect 1 '^p: 1 lines equal, 2 only in Go 1.27, 1 only in escapade$' "$ESCAPADE" verify --goroot=go-1.27 f.go
expect 1 '"only_gc": ?2' "$ESCAPADE" verify --json --goroot=go-1.27 f.go

# Wrong programs are compared by their errors.
printf 'package p\n\nvar x int = "s"\n' > wrong.go
printf 'FILE:3:13: cannot use "s" (untyped string constant) as int value in variable declaration\n' > says
expect 0 'agree on the one line' "$ESCAPADE" verify --goroot=go-1.27 wrong.go

# An import that neither finds.
printf 'package p\n\nimport "maps"\n\nvar _ = maps.Keys\n' > imports.go
UNLISTED=yes expect 1 '^p: neither compiles it: imports.go:3:8: could not import maps \(package maps is' \
  "$ESCAPADE" verify --goroot=go-1.27 imports.go

expect 1 "can't read none.go" "$ESCAPADE" verify --goroot=go-1.27 none.go
expect 1 'holds no Go 1.27 that can compile' "$ESCAPADE" verify --go=1.27 --goroot=go-1.24 f.go
expect 2 'does not go with --go=all' "$ESCAPADE" verify --go=all --goroot=go-1.24 f.go
expect 2 'name .go files' "$ESCAPADE" verify
if [ ! -x /usr/lib/go-1.22/bin/go ]; then
  ESCAPADE_GOROOTS=$scratch PATH=/usr/bin:/bin expect 1 'no Go 1.22 toolchain .* here are.*--go=1.24.*To get it' "$ESCAPADE" verify --go=1.22 f.go
fi
[ -z "$(ls tmp)" ] || { echo "left behind: $(ls tmp)"; exit 1; }
echo ok
