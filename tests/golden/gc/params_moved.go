package p

var g **int

func param(p *int) { g = &p }
func result() (r *int) {
	g = &r
	return
}
func captured(n int) func() {
	return func() { n++ }
}
func array(a [4]int) []int { return a[:] }
func structField(s struct{ x int }) *int {
	return &s.x
}
