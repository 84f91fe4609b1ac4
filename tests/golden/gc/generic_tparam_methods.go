package P

// Methods of type parameters are called through the dictionary: nothing is known of them.

type stringer interface{ String() string }
type setter[T any] interface {
	*T
	set(string)
	get() *T
}

type id int

func (i id) String() string { return "id" }

type box struct{ s string }

func (b *box) set(s string) { b.s = s }
func (b *box) get() *box    { return b }

var sink any

func join[T stringer](xs []T) (out string) {
	for _, x := range xs {
		out += x.String()
	}
	return out
}

func show[T stringer](x T) {
	sink = x.String()
	f := x.String
	sink = f
	g := T.String
	sink = g(x)
	var s stringer = x
	sink = s.String()
	defer x.String()
	go x.String()
}

func fill[T any, P setter[T]](s string) T {
	var t T
	P(&t).set(s)
	p := P(&t)
	p.set(s + "!")
	sink = p.get()
	h := p.set
	h("")
	return t
}

func both[T interface {
	stringer
	comparable
}](a, b T) bool {
	return a == b || a.String() == b.String()
}

func use() {
	_ = join([]id{1, 2})
	show(id(1))
	show[stringer](id(2))
	sink = fill[box]("x")
	_ = both(id(1), id(2))
}
