package p

type t struct {
	p *int
	n int
}

var g *t

func value(p *int) t    { return t{p, 1} }
func pointer(p *int) *t { return &t{p: p} }
func local(p *int) int  { x := &t{p: p}; return x.n }
func global(p *int)     { g = &t{p, 2} }
func anon() interface{} {
	return struct {
		a int
		B string
	}{1, "x"}
}
func anonPtr() interface{} {
	return &struct{ x, y int }{1, 2}
}
func zero() *t { return &t{} }
