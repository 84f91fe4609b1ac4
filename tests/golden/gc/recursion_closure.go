package p

func walk(n int) int {
	var f func(int) int
	f = func(k int) int {
		if k == 0 {
			return n
		}
		return f(k - 1)
	}
	return f(n)
}

func plain(p *int) *int {
	var g func(*int) *int
	g = func(q *int) *int { return g(q) }
	return g(p)
}
