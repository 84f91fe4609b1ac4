package p

type T struct{ x int }

func f(p *T, pp **T, i int) {
	_ = p.y
	_ = pp.x
	_ = *i
	_ = &1
	_ = &f()
	i()
	p.x()
	_ = i.x
	T.x = 1
	nil := 1
	_ = nil
}
