package p

func value(p *int) [2]*int    { return [2]*int{p, nil} }
func pointer(p *int) *[2]*int { return &[2]*int{p} }
func counted(n int) int {
	a := [...]int{1, n, 3}
	return a[n]
}
func sliced(p *int) []*int {
	a := [2]*int{p}
	return a[:]
}
func slicedLocal(p *int) *int {
	a := [2]*int{p}
	s := a[:]
	return s[0]
}
func nested() interface{} {
	return [2][2]int{{1, 2}, {3, 4}}
}
