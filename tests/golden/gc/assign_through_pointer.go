package p

func store(dst **int, src *int) { *dst = src }

func callStore() {
	x := 1
	var p *int
	store(&p, &x)
	_ = p
}

func swap(a, b **int) {
	*a, *b = *b, *a
}
