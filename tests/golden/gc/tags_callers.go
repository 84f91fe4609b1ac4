package p

func id(p *int) *int     { return p }
func deref(p **int) *int { return *p }
func drop(p *int)        {}
func keep(p *int)        { g = p }

var g *int

func callers() (*int, *int) {
	a, b, c, d := 1, 2, 3, 4
	pa := &a
	drop(&b)
	keep(&c)
	_ = id(&d)
	return id(&a), deref(&pa)
}

func chained(p *int) *int { return id(id(id(p))) }
