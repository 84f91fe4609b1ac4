package p

func scope() *int {
	var p *int
	for i := 0; i < 3; i++ {
		x := i
		p = &x
	}
	return p
}

func loopLocal() {
	var p *int
	for i := 0; i < 3; i++ {
		x := i
		p = &x
	}
	_ = *p
}

func insideOnly() {
	for i := 0; i < 3; i++ {
		x := i
		q := &x
		_ = *q
	}
}

func allocated() {
	var p *int
	for {
		p = new(int)
		break
	}
	*p = 1
}
