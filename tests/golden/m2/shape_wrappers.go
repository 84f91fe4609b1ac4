package P

// Shapes need wrappers as other types do: of interfaces, and of methods that structs promote.

type sizer interface {
	Size(p *int) int
	grow(by *int) *int
}

type base struct{ p *int }

func (b *base) Keep(p *int)       { b.p = p }
func (b base) Get() (*int, error) { return b.p, nil }

type promoted struct {
	base
	next *promoted
}

func call[S sizer](s S, p *int) int {
	return s.Size(s.grow(p))
}

func keep[T any](t *T) *T { return t }

func use(s sizer) (int, *promoted) {
	x := 1
	return call(s, &x), keep(&promoted{})
}

type holder[T any] struct{ v T }

func (h *holder[T]) set(v T) { h.v = v }

func hold(v interface{ Close() error }) any {
	var h holder[interface{ Close() error }]
	h.set(v)
	var g holder[promoted]
	g.set(promoted{})
	g.v.Keep(new(int))
	return h
}
