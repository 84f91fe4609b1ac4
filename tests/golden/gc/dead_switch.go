package p

const mode = 2

var g *int

func constant(p, q *int) {
	switch mode {
	case 1:
		g = p
	case 2:
		_ = q
	default:
		g = q
	}
	switch {
	case mode > 5:
		g = p
	}
}

func fall(p *int) {
	switch mode {
	case 2:
		fallthrough
	case 3:
		g = p
	}
}
