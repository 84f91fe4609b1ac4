package p

var s string = 5

func f(p *int) string {
	return p
}

func g() { undefined(1) }
