package P

// The order of the lines follows the order in which instances are found.

var sink any

type a[T any] struct{ v T }

func (x *a[T]) m1() { sink = &x.v; sink = b[T]{} }
func (x a[T]) m2()  { sink = x.v; sink = f[[]T] }

type b[T any] struct{ v T }

func (x b[T]) m1() { sink = []T{x.v} }
func (x b[T]) m2() { h(x.v) }

func f[T any](x T) { sink = x; g(x); h([]T{x}) }
func g[T any](x T) { sink = &x; h(x) }
func h[T any](x T) { sink = func() T { return x } }

func last() {
	h(1)
	g("a")
	f(2.5)
	sink = a[int]{}
}

func middle(x a[string], y *b[bool]) { y.m1() }

func first() {
	f('x')
	var z map[string]a[uint]
	_ = z
	g(struct{ x int }{})
}
