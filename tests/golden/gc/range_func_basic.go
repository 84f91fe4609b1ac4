package p

func seq(yield func(int) bool) {
	yield(1)
	yield(2)
}

func sum() int {
	n := 0
	for v := range seq {
		n += v
	}
	return n
}

func first() int {
	for v := range seq {
		return v
	}
	return 0
}

func unknown(it func(yield func(*int) bool)) *int {
	var p *int
	for v := range it {
		p = v
	}
	return p
}
