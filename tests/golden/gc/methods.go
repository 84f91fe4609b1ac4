package p

type t struct {
	n int
	p *int
}

func (x *t) self() *t             { return x }
func (x *t) num() int             { return x.n }
func (x t) ptr() *int             { return x.p }
func (x *t) content() *int        { return x.p }
func (*t) unnamed(p *int)         {}
func (x t) keep(q *t)             { q.p = x.p }
func (_ *t) blank(_ *int, q *int) {}

var sink interface{}

func use(x *t, y t) {
	sink = x.self().num()
	sink = y.ptr()
	y.keep(x)
	(&y).blank(nil, nil)
	sink = y.num()
}
