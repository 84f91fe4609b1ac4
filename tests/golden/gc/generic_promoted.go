package P

// Methods of instances that are promoted from embedded fields.

var sink any

type base[T any] struct{ v T }

func (b *base[T]) ptr() *T      { return &b.v }
func (b base[T]) val() T        { return b.v }
func (b *base[T]) keep(p *T)    { sink = p }
func (b *base[T]) same(p *T) *T { return p }

type mid[T any] struct {
	base[T]
	n int
}

type top[A, B any] struct {
	*mid[A]
	other base[B]
}

type plain struct {
	base[int]
	iface
}

type iface interface{ call(*int) }

type getter[T any] interface{ ptr() *T }

func generic[T any](x T) {
	m := mid[T]{}
	m.v = x
	_ = m.ptr()
	sink = m.val()
	y := x
	_ = m.same(&y)
	t := top[T, int]{mid: &m}
	z := x
	t.keep(&z)
	f := t.ptr
	sink = f
	h := mid[T].val
	sink = h
	k := (*mid[T]).val
	sink = k(&m)
	var i getter[T] = &m
	_ = i.ptr()
	var j getter[T] = t
	sink = j
	v := t.other.val
	sink = v()
}

func use(p plain) {
	generic("s")
	x, y, z := 1, 2, 3
	p.keep(&x)
	_ = p.same(&y)
	p.call(&z)
	q := &plain{}
	sink = q.ptr
	sink = q.val()
	w := 1
	q.base.keep(&w)
	sink = plain.val
	sink = (*plain).same
	sink = base[string].val
}
