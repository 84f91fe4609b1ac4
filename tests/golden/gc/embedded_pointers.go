package p

type a struct{ p *int }
type b struct{ *a }
type c struct {
	b
	q *int
}

func read(x *c) *int     { return x.p }
func write(x *c, p *int) { x.p = p }
func value(x c) *int     { return x.p }
func build(p *int) *c    { return &c{b{&a{p}}, p} }
func local(p *int) *int {
	x := c{b: b{a: &a{p: p}}}
	return x.p
}
