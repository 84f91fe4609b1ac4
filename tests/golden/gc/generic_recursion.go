package P

// Instances that need each other.

var sink any

func even[T any](n int, x *T) bool {
	if n == 0 {
		return true
	}
	return odd(n-1, x)
}

func odd[T any](n int, x *T) bool {
	if n == 0 {
		return false
	}
	return even(n-1, x)
}

func walk[T any](x T, depth int) {
	if depth > 0 {
		walk(x, depth-1)
		sink = &x
	}
}

type ring[T any] struct {
	next *ring[T]
	val  T
}

func (r *ring[T]) len() int {
	if r.next == nil {
		return 1
	}
	return 1 + r.next.len()
}

func (r *ring[T]) do(f func(*T) *T) *ring[T] {
	f(&r.val)
	if r.next != nil {
		r.next.do(f)
		r.self(r)
	}
	return r
}

func (r *ring[T]) self(o *ring[T]) *ring[T] { return o.do(nil) }

type graph[N interface{ edges() []E }, E interface{ ends() (N, N) }] struct {
	nodes []N
}

func (g *graph[N, E]) first() E {
	for _, e := range g.nodes[0].edges() {
		a, b := e.ends()
		sink = a
		sink = b
		return e
	}
	panic("none")
}

type vertex struct{ out []*edge }
type edge struct{ from, to *vertex }

func (v *vertex) edges() []*edge            { return v.out }
func (e *edge) ends() (*vertex, *vertex)    { return e.from, e.to }

type expr[T any] interface{ eval() T }
type lit[T any] struct{ v T }
type cond[T any] struct {
	c    expr[bool]
	a, b expr[T]
}

func (l lit[T]) eval() T { return l.v }
func (c *cond[T]) eval() T {
	if c.c.eval() {
		return c.a.eval()
	}
	return c.b.eval()
}

func use() {
	x := 1
	_ = even(3, &x)
	walk("s", 2)
	r := &ring[int]{}
	_ = r.len()
	_ = r.do(func(p *int) *int { return p })
	g := graph[*vertex, *edge]{}
	sink = g.first()
	sink = (&cond[int]{lit[bool]{true}, lit[int]{1}, &cond[int]{}}).eval()
}
