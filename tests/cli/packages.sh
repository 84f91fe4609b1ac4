# Packages and modules without any Go installation: folders, patterns, files that can't be used.
. ./expect.bash
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"
unset GOROOT ESCAPADE_GOROOTS GOFLAGS
mkdir -p a b perm loop tags
printf 'module m\n\ngo 1.27\n' > go.mod
printf 'package a\n\nimport "m/b"\n\nfunc F() *b.T { return b.New() }\n' > a/a.go
printf 'package b\n\ntype T struct{ x int }\n\nfunc New() *T { return &T{} }\n' > b/b.go
printf 'package loop\n' > loop/l.go
ln -s ../loop loop/again
printf '//go:build windows\n\npackage tags\n\nvar X = 1 +\n' > tags/w.go
printf 'package tags\n\nfunc f() *int { i := 0; return &i }\n' > tags/t.go
printf 'package tags\n\nvar broken = \n' > tags/t_arm64.go

expect 0 'b.go:5:24: &T\{\} escapes to heap' "$ESCAPADE" gc -m -l ./b
expect 0 '^# m/b' "$ESCAPADE" gc -m -l ./...
expect 0 't.go:3:17: moved to heap: i' "$ESCAPADE" gc -m -l ./tags
expect 1 'no such folder' "$ESCAPADE" gc -m -l ./none
# Which files make a package, and what is said when none does.
mkdir -p none excluded tests_only two files cg/c cg/user
: > none/readme.txt
printf '//go:build ignore\n\npackage x\n' > excluded/x.go
printf 'package x\n' > tests_only/x_test.go
printf 'package a\n' > two/a.go
printf 'package b\n' > two/b.go
expect 1 "no Go files in .*/none$" "$ESCAPADE" gc -m -l ./none
expect 1 "build constraints exclude all Go files in .*/excluded$" "$ESCAPADE" gc -m -l ./excluded
expect 1 "no non-test Go files in .*/tests_only$" "$ESCAPADE" gc -m -l ./tests_only
expect 1 "found packages a \(a.go\) and b \(b.go\) in .*/two$" "$ESCAPADE" gc -m -l ./two
built() { printf '%s\n\npackage files\n\nfunc F%s() *int { i := 0; return &i }\n' "$2" "$RANDOM$RANDOM" > "files/$1.go"; }
for name in a_linux a_unix linux x_linux_amd64 amd64; do built "$name" ""; done
for name in a_windows a_linux_arm64 a_test _hidden .dot a_windows.more; do built "$name" ""; done
built yes_not_cgo '//go:build !cgo && (unix || windows)'
built yes_release '//go:build gc && !gccgo && go1.21'
built yes_plus '// +build linux,!cgo windows'
built yes_first '//go:build linux
// +build windows'
built no_cgo '//go:build cgo'
built no_future '//go:build go1.99'
built no_plus '// +build windows'
[ "$("$ESCAPADE" gc -m -l ./files | cut -d: -f1 | tr '\n' ' ')" = \
  "a_linux.go a_unix.go amd64.go linux.go x_linux_amd64.go yes_first.go yes_not_cgo.go yes_plus.go yes_release.go " ]
# Packages that need cgo are skipped, and those that import them say so.
printf 'package c\n\nimport "C"\n' > cg/c/c.go
printf 'package user\n\nimport _ "m/cg/c"\n' > cg/user/u.go
expect 1 'package m/cg/c imports "C" and is skipped' "$ESCAPADE" gc -m -l ./cg/...
expect 1 'u.go:3:10: could not import m/cg/c \(package m/cg/c imports "C"' "$ESCAPADE" gc -m -l ./cg/user
rm -r none excluded tests_only two files cg

printf 'package b\n\nimport _ "m/a"\n\ntype T int\n\nfunc New() *T { return nil }\n' > b/b.go
expect 1 'import cycle not allowed' "$ESCAPADE" gc -m -l ./a
printf 'package b\n\nfunc New( {\n' > b/b.go
expect 1 'package m/b has errors: .*syntax error' "$ESCAPADE" gc -m -l ./a
printf 'package a\n\nimport "m/none"\n' > a/a.go
expect 1 'could not import m/none' "$ESCAPADE" gc -m -l ./a

# Build constraints as they were written before //go:build, and files of the package "documentation".
mkdir -p old
printf '// +build windows plan9,linux !gc\n\npackage old\n\nvar X = 1 +\n' > old/no.go
printf '// +build linux\n// +build !amd64\n\npackage old\n\nvar X = 1 +\n' > old/both.go
printf '// +build ignore\n\npackage main\n' > old/main.go
printf 'package documentation\n' > old/doc.go
printf '//go:build linux\n// +build windows\n\npackage old\n\nfunc f() *int { i := 0; return &i }\n' > old/new.go
printf '// +build windows\npackage old\n\nfunc g() *int { j := 0; return &j }\n' > old/behind.go
printf '// +build windows amd64,!plan9\n\npackage old\n\nfunc h() *int { k := 0; return &k }\n' > old/yes.go
for name in i j k; do
  expect 0 "moved to heap: $name" "$ESCAPADE" gc -m -l ./old
done

# Programs have import paths too.
mkdir -p tools/one tools/two
printf 'package main\n\nfunc f() *int { return new(int) }\n\nfunc main() { f() }\n' | tee tools/one/m.go > tools/two/m.go
expect 0 '^# m/tools/two$' "$ESCAPADE" gc -m -l ./tools/...

# A tree of GOPATH: vendor folders, and modules that stand there without their version.
mkdir -p tree/src/x.org/lib/sub tree/src/x.org/app/vendor/x.org/dep
printf 'module x.org/lib/v3\n' > tree/src/x.org/lib/go.mod
printf 'module x.org/app\n' > tree/src/x.org/app/go.mod
printf 'package sub\n\nfunc Keep(p *int) { kept = p }\n\nvar kept *int\n' > tree/src/x.org/lib/sub/s.go
printf 'package dep\n\nfunc Drop(p *int) {}\n' > tree/src/x.org/app/vendor/x.org/dep/d.go
printf 'package app\n\nimport (\n\t"x.org/dep"\n\t"x.org/lib/v3/sub"\n)\n\nfunc f() {\n\ti, j := 0, 0\n\tsub.Keep(&i)\n\tdep.Drop(&j)\n}\n' > tree/src/x.org/app/a.go
tree() { (cd tree/src && GOPATH=$scratch/tree GO111MODULE=off "$ESCAPADE" gc -m -l "$@"); }
expect 0 '^a.go:9:2: moved to heap: i$' tree x.org/app
rm tree/src/x.org/app/go.mod
expect 1 'could not import x.org/lib/v3/sub' tree x.org/app

# The dictionary of another package's generic function is that package's; its file is named from the folder at hand.
mkdir -p sized use
printf 'package sized\n\nfunc Make[T interface{ Size() int }](h T) []byte { return make([]byte, h.Size()) }\n' > sized/s.go
printf 'package use\n\nimport "m/sized"\n\ntype T struct{}\n\nfunc (T) Size() int { return 1 }\n\nvar B = sized.Make(T{})\n' > use/u.go
expect 0 '^\.\./sized/s.go:3:63: make\(\[\]byte, \(func\(go.shape.struct \{\}\) int\)\(&sized..dict\[0\]\)\(sized.h\)\) escapes to heap$' \
  "$ESCAPADE" gc -m -l ./use
expect 0 '"file":"../sized/s.go"' "$ESCAPADE" gc -m -l --json ./use
expect 0 '^sized/s.go:3:63: ' "$ESCAPADE" gc -m -l use/u.go

# Go 1.19 writes the path where two packages of one name are known: those that exported declarations mention, at any depth.
mkdir -p one/rand other/rand tells hides both single
printf 'package rand\n\ntype R struct{ n int }\n' | tee one/rand/r.go > other/rand/r.go
printf 'package tells\n\nimport "m/other/rand"\n\ntype T struct{ s *hidden }\n\ntype hidden struct{ r rand.R }\n' > tells/t.go
printf 'package hides\n\nimport "m/other/rand"\n\ntype T struct{}\n\nfunc f() *rand.R { return nil }\n' > hides/h.go
user='import (\n\t"m/one/rand"\n\t"m/%s"\n)\n\nfunc F(%s.T) *rand.R { return new(rand.R) }\n'
printf "package both\\n\\n$user" tells tells > both/b.go
printf "package single\\n\\n$user" hides hides > single/s.go
expect 0 '^b.go:8:37: new\("m/one/rand".R\) escapes to heap$' "$ESCAPADE" gc -m -l --go=1.19 ./both
expect 0 '^s.go:8:37: new\(rand.R\) escapes to heap$' "$ESCAPADE" gc -m -l --go=1.19 ./single

# Functions that assembly defines or calls have wrappers, of which -m=2 tells; macros and conditions count, other systems don't.
mkdir -p asm
printf 'package asm\n\nfunc add(p *int, n int) *int\n\nfunc called(p *int) { keep = p }\n\nfunc plain(p *int) { keep = p }\n' > asm/a.go
printf '\nfunc macro(p *int)\n\nvar keep *int\n' >> asm/a.go
cat > asm/a_amd64.s <<'END'
#define NAMED(NAME) TEXT NAME(SB), 4, $0-8; \
	MOVQ	$0, AX; \
	RET

// TEXT ·plain(SB)
TEXT ·add(SB), 4, $0-24
	CALL	·called(SB) /* TEXT ·plain(SB) */
	RET

#ifdef GOOS_linux
NAMED(·macro)
#else
NAMED(·plain)
#endif
END
printf 'TEXT \302\267plain(SB), 4, $0-8\n\tRET\n' > asm/a_windows.s
wrapped=$("$ESCAPADE" gc -m=2 -l ./asm | sed -n 's/.*from \(.*\) (call parameter) at <autogenerated>:1$/\1/p')
[ "$wrapped" = 'add(p, n)
called(p)
macro(p)' ] || { echo "wrappers: $wrapped"; exit 1; }

printf 'package perm\n' > perm/p.go
chmod 000 perm/p.go
if [ "$(id -u)" = 0 ]; then
  chmod 755 "$scratch"
  if command -v setpriv > /dev/null && setpriv --reuid=65534 --clear-groups test -x "$ESCAPADE"; then
    expect 1 'Permission denied' setpriv --reuid=65534 --clear-groups "$ESCAPADE" gc -m -l ./perm
  fi
else
  expect 1 'Permission denied' "$ESCAPADE" gc -m -l ./perm
fi
echo ok
