package p

var sink interface{}

func unusedClosure(s string) {
	t := func() string { return s }
	if false {
		sink = t
	}
}

func paramAssigned(f func()) {
	f = func() { sink = 1 }
}

func paramPointer(p, q *int) { p = q }

func blanks(p *int) {
	_ = func() *int { return p }
	_, _ = p, func() {}
	x, _ := 1, func() *int { return p }
	_ = x
}
