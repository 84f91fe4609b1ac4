package P

// Methods with type parameters of their own.

type box[T any] struct{ v T }

func (b *box[T]) mapped[U any](f func(T) U) *box[U] { return &box[U]{f(b.v)} }
func (b box[T]) with[U, V any](u U, v V) any        { return map[string]any{"t": b.v, "u": u, "v": v} }
func (b *box[T]) same[U any](p *U) *U               { return p }

type plain struct{ n int }

func (p *plain) as[T any](x T) (T, *int) { return x, &p.n }
func (p plain) keep[T any](x *T)         { sink = x }

var sink any

func generic[T any](x T) {
	b := &box[T]{x}
	sink = b.mapped(func(T) string { return "" })
	sink = b.with[int](1, x)
	y := x
	_ = b.same(&y)
	var p plain
	z := x
	p.keep(&z)
	f := p.keep[T]
	f(&z)
}

func use() {
	generic(1)
	b := &box[string]{}
	sink = b.mapped(func(s string) int { return len(s) })
	sink = b.with(1, 2.5)
	x := 1
	_ = b.same(&x)
	var p plain
	v, q := p.as("s")
	sink = v
	_ = q
	y := 2
	p.keep(&y)
	g := b.same[int]
	z := 3
	_ = g(&z)
}
