package p

func alone(p *int) *int {
	f := func(q *int) *int { return q }
	g := func(q **int) *int { return *q }
	return f(g(&p))
}

func passed() {
	apply(func(p *int) {}, new(int))
}

func apply(f func(*int), p *int) { f(p) }
