# A standard library of one package: what importers reach of it is analysed as the whole is.
set -o pipefail
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"
unset GOROOT ESCAPADE_GOROOTS GOFLAGS
mkdir -p root/src/lib
echo go1.27.0 > root/VERSION
cat > root/src/lib/lib.go <<'X'
package lib

var kept *int

func keep(p *int) { kept = p }
func back(p *int) *int { return p }

// Through a call.
func Keep(p *int) { keep(p) }

// Through a method that an interface hides.
type keeper interface{ take(p *int) }
type quiet struct{ n int }

func (q quiet) take(p *int) { q.n = *p }
func Quiet(p *int) { var k keeper = quiet{}; k.take(p) }

// Only importers make instances of it.
func Generic[T any](p *int, x T) *int { return back(p) }
func GenericKeep[T any](p *int, x T) { var k keeper = &loud{}; k.take(p) }

type loud struct{}

func (*loud) take(p *int) { keep(p) }

// Methods of a type that importers can't name.
type hidden struct{ inner }
type inner struct{}

func (inner) Keep(p *int)   { keep(p) }
func (h *hidden) Read(p *int) int { return *back(p) }
func Hidden() *hidden { return &hidden{} }

type level int

func (level) Keep(p *int) { keep(p) }

const Level level = 1

func unreached(p *int) { kept = p }
X
cat > p.go <<'X'
package p

import "lib"

func a() { x := 1; lib.Keep(&x) }
func b() { x := 1; lib.Quiet(&x) }
func c() { x := 1; lib.Generic(&x, "") }
func d() { x := 1; lib.GenericKeep(&x, "") }
func e() { x := 1; lib.Hidden().Keep(&x) }
func f() { x := 1; lib.Hidden().Read(&x) }
func g() { x := 1; lib.Level.Keep(&x) }
X
# The lines that name p.go are those of go build -gcflags='all=-m -l' of Go 1.27.
cat > want <<'X'
root/src/lib/lib.go:20:70: devirtualizing lib.k.take to *lib.loud
p.go:5:12: moved to heap: x
root/src/lib/lib.go:20:55: &lib.loud{} does not escape
p.go:8:12: moved to heap: x
p.go:9:12: moved to heap: x
p.go:11:12: moved to heap: x
X
"$ESCAPADE" gc -m -l --goroot=root p.go | diff want -
"$ESCAPADE" gc -m -l --goroot=root lib > whole
grep -q '^lib.go:40:16: leaking param: p$' whole # named, it is analysed whole

# What may hold embedded files; the message is that of go build.
mkdir root/src/embed
printf 'package embed\n\ntype FS struct{ files *[]string }\n' > root/src/embed/embed.go
cat > e.go <<'X'
package e

import "embed"

type text string
type bytes []byte
type files = embed.FS

//go:embed x.txt
var a text

//go:embed x.txt
var b bytes

//go:embed x.txt
var c files

//go:embed x.txt
var d []text
X
if "$ESCAPADE" gc -m -l --goroot=root e.go 2> errors; then echo "embedded in []text"; exit 1; fi
echo 'e.go:19:5: go:embed cannot apply to var of type []text' | diff - errors
echo ok
