package p

var g []int
var ps []*int

func local() {
	var l []int
	l = append(l, 1)
	l = append(l, 1, 2, 3)
	l = append(l, l...)
	_ = l
}

func global(n int) { g = append(g, n) }
func param(a []int) []int {
	return append(a, 3)
}
func pointers(a []*int, p *int) { ps = append(ps, p) }
func spread(a, b []*int) []*int { return append(a, b...) }
func text(b []byte, s string) []byte {
	return append(b, s...)
}
func none(a []*int) []*int { return append(a) }
