# Files and folders that can't be used as they are: a clear message, status 1, nothing hangs.
scratch=$(mktemp -d)
trap 'chmod -R u+rwx "$scratch"; rm -rf "$scratch"' EXIT
cd "$scratch"
printf 'module m\n\ngo 1.27\n' > go.mod
as=()
if [ "$(id -u)" = 0 ]; then # root may read everything
  chmod 755 .
  if command -v setpriv > /dev/null && setpriv --reuid=65534 --clear-groups test -x "$ESCAPADE"; then
    as=(setpriv --reuid=65534 --clear-groups)
  fi
fi
refused() { # PATTERN ARG...
  local pattern=$1 out got=0; shift
  out=$(timeout 60 "${as[@]}" "$ESCAPADE" gc -m -l "$@" 2>&1 < /dev/null) || got=$?
  if [ "$got" != 1 ] || ! grep -qE -- "$pattern" <<< "$out"; then
    echo "status $got, wanted 1 and \"$pattern\": $*"; head -c 500 <<< "$out"; exit 1
  fi
}
mkdir fifo loops changes locked deep
mkfifo fifo/x.go
refused "can't read x.go: it is no regular file|can't read fifo/x.go: it is no regular file" fifo/x.go
refused "can't read .*/fifo/x.go: it is no regular file" ./fifo
refused "can't read /dev/zero: it is no regular file" /dev/zero
refused "it is no regular file" /dev/tty
[ "$("$ESCAPADE" gc -m -l <(sleep 0.1; printf 'package p\n\nfunc f() *int { i := 0; return &i }\n') | cut -d: -f2-)" = \
  "3:17: moved to heap: i" ]
ln -s x.go loops/x.go
refused 'Too many levels of symbolic links' loops/x.go
refused 'Too many levels of symbolic links' ./loops
ln -s nowhere.go loops/y.go; rm loops/x.go
refused 'No such file or directory' ./loops
ln -s . deep/deep
printf 'package deep\n\nfunc f() *int { i := 0; return &i }\n' > deep/x.go
"$ESCAPADE" gc -m -l ./deep/... | grep -q 'moved to heap: i'
printf 'package main\n\nimport "m/locked"\n\nfunc main() { locked.F() }\n' > main.go
printf 'package locked\n\nfunc F() {}\n' > locked/x.go
chmod 000 locked
if [ "$(id -u)" != 0 ] || [ ${#as[@]} -gt 0 ]; then
  refused "can't read .*/locked: Permission denied" ./locked
  refused "can't read .*/locked: Permission denied" ./locked ./deep
  refused "main.go:3:8: could not import m/locked \(can't read .*/locked: Permission denied\)" .
fi
chmod 755 locked; rm main.go
# One that grows all the time is given up.
printf 'package changes\n' > changes/x.go
# No subshell writes it: killed early, that would run the trap above.
python3 -c 'for _ in range(200000): print("// more", flush=True)' > changes/x.go &
writer=$!
out=$("$ESCAPADE" gc -m -l changes/x.go 2>&1) || grep -qE 'it changes while it is read|package statement must be first' <<< "$out"
kill "$writer" 2> /dev/null || true
wait "$writer" 2> /dev/null || true

text() { printf "$1" > text.go; }
text 'package p\n\nvar s = "a\xffb"\n'; refused 'text.go:3:11: invalid UTF-8 encoding' text.go
text 'package p\n\nvar a\x00b int\n'; refused 'text.go:3:6: invalid NUL character' text.go
text 'package p\n\nvar \xef\xbb\xbfa int\n'; refused 'text.go:3:5: invalid BOM in the middle of the file' text.go
text '\xef\xbb\xbfpackage p\n\nfunc f() *int { i := 0; return &i }\n'
"$ESCAPADE" gc -m -l text.go | grep -q '^text.go:3:17: moved to heap: i$'
text 'package p\n\nfunc f() { if x := 1; x'; refused 'text.go:3:24: syntax error: unexpected EOF, expected {' text.go
text 'package p\n\nvar s = `abc'; refused 'text.go:3:9: string not terminated' text.go
text 'package p\n\nvar s = "abc'; refused 'text.go:3:9: string not terminated' text.go
text 'package p\n/* abc'; refused 'text.go:2:1: comment not terminated' text.go
text 'package'; refused 'text.go:1:8: syntax error: unexpected EOF, expected name' text.go
# Large, not too large; and too large.
python3 -c 'import sys
sys.stdout.write("package p\n\nfunc f() *int { i := 0; return &i }\n" + ("// " + "x" * 96 + "\n") * 600000)' > text.go
[ "$(timeout 60 "$ESCAPADE" gc -m -l text.go)" = "text.go:3:17: moved to heap: i" ]
cat text.go >> more.go; cat text.go >> more.go
refused "can't read more.go: more than 64 MiB" more.go
echo ok
