package p

var g *int

func shadow(p *int) {
	x := 1
	{
		x := 2
		g = &x
	}
	if x := p; x != nil {
		g = x
	}
	for x := 0; x < 1; x++ {
		g = &x
	}
	_ = &x
}
