package p

func f(a int, b float64, s string, p *int, fn func(), sl []int, bo bool) {
	_ = a + b
	_ = !a
	_ = -s
	_ = ^b
	_ = s - s
	_ = p + 1
	_ = fn == fn
	_ = sl == sl
	_ = bo + bo
	_ = a && bo
	_ = b % b
	_ = a << b
	_ = a << -1
	_ = bo < bo
	a++
	s++
	a += s
	_ = struct{ f func() }{} == struct{ f func() }{}
}
