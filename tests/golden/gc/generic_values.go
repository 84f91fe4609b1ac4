package P

// Instances as values: a wrapper where the arguments are known, a literal where they are not.

type box[T any] struct{ v T }

func (b box[T]) get() T            { return b.v }
func (b *box[T]) set(v T) *box[T]  { b.v = v; return b }
func (b *box[T]) take(p *T) *T     { return p }

var sink any

func id[T any](p *T) *T  { return p }
func drop[T any](p *T)   {}
func hold[T any](p *T)   { sink = p }

func call(f func(*int) *int, p *int) *int { return f(p) }

func outer[T any](x T) {
	f := id[T]
	sink = f
	y := x
	_ = f(&y)
	g := drop[[]T]
	g(nil)
	b := box[T]{x}
	m := b.get
	_ = m()
	n := b.set
	n(x)
	e := box[T].get
	sink = e
	p := (*box[T]).set
	sink = p
	q := (*box[T]).get
	sink = q
	z := x
	_ = b.take(&z)
	k := id[int]
	w := 1
	_ = k(&w)
	defer hold[T](&y)
	go drop(&z)
	func(f func(*T) *T) { f(&y) }(id)
}

func use() {
	outer(1)
	outer("s")
	x, y, z := 1, 2, 3
	_ = call(id[int], &x)
	f := drop[int]
	f(&y)
	h := hold[int]
	h(&z)
	b := &box[int]{}
	m := b.get
	sink = m
	n := b.set
	_ = n(4)
	t := b.take
	w := 5
	_ = t(&w)
	e := (*box[int]).take
	v := 6
	_ = e(b, &v)
	u := 7
	_ = (*box[int]).take(b, &u)
	var fs = []func(*int) *int{id[int]}
	_ = fs
}
