package p

func nest(p *int) func() func() *int {
	return func() func() *int {
		return func() *int { return p }
	}
}

func shared() (func(), func() int) {
	n := 0
	return func() { n++ }, func() int { return n }
}

func inner() int {
	x := 1
	f := func() int {
		g := func() int { return x }
		return g()
	}
	return f()
}
