package p

type in interface {
	get(*int) *int
	set(a, b *int)
}

func call(i in, p *int) *int { return i.get(p) }
func discard(i in) {
	x, y := 1, 2
	i.set(&x, &y)
}
func receiver(i in) { i.get(nil) }
func embedded(s struct{ in }) *int {
	return s.get(nil)
}
