package p

func read() int {
	x, y := 1, 2
	f := func() int { return x + y }
	return f()
}

func returned(p *int) func() *int {
	return func() *int { return p }
}

func returnedValue(n int) func() int {
	m := n + 1
	return func() int { return n * m }
}
