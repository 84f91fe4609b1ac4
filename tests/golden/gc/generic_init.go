package P

// Instances in package-level variables; they come before those of the functions.

type set[T comparable] map[T]struct{}

func (s set[T]) add(v T) set[T] {
	s[v] = struct{}{}
	return s
}

type opt[T any] struct{ p *T }

func some[T any](v T) opt[T]          { return opt[T]{&v} }
func (o opt[T]) or(d T) T {
	if o.p == nil {
		return d
	}
	return *o.p
}
func pair[A, B any](a A, b B) (A, B)  { return a, b }

var empty set[int]
var words = set[string]{"a": {}}
var more = set[string]{}.add("b")
var three = some(3)
var value = some("x").or("y")
var fun = some[float64]
var method = three.or
var expr = opt[int].or
var iface any = opt[int]{}
var ptr = &opt[string]{}
var left, right = pair(1, "s")
var table = map[string]func(int) opt[int]{"some": some[int]}
var lit = func() any { return some('x') }()
var list = []opt[int]{some(1), {}}

func init() {
	words.add("c")
	_ = some(words)
}

func use[T any](t T) any {
	return some(t)
}

var _ = use(1)
