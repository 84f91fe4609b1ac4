package p

var g *int

func pair(a, b *int) (*int, *int) {
	x, y := a, b
	x, y = y, x
	return x, y
}

func pairWithBlank(a, b *int) {
	_, g = a, b
}

func pairOfAddresses() (*int, int) {
	x, y := 1, 2
	p, q := &x, &y
	return p, *q
}
