# Variables of several files: Go 1.19 initializes those that become ready at once by the order in which it met their files.
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"
cat > a.go <<'X'
package p

type N0 map[string]*int

type S0 struct{}

type S1 struct{ buf *int }

var g7, g8 = f1(S0{})

func f1(i S0) (N0, []int) { return nil, make([]int, len(g0)) }
X
cat > b.go <<'X'
package p

var _ = append([]int{}, make([]int, len(g0))...)
X
cat > c.go <<'X'
package p

var g11 = []any{S1{buf: new(int)}, g8}

var g0 = "é"

func (s S0) do() any { return nil }
X
# What the compilers print.
cat > want.1.19 <<'X'
a.go:11:45: make([]int, len(g0)) escapes to heap
c.go:3:28: new(int) escapes to heap
b.go:3:21: []int{} does not escape
b.go:3:29: make([]int, len(g0)) escapes to heap
X
cat > want.1.22 <<'X'
a.go:11:45: make([]int, len(g0)) escapes to heap
b.go:3:21: []int{} does not escape
b.go:3:29: make([]int, len(g0)) escapes to heap
c.go:3:28: new(int) escapes to heap
X
for go in 1.19 1.22; do
  "$ESCAPADE" gc -m -l --go=$go a.go b.go c.go > got
  diff want.$go got
done
echo ok
