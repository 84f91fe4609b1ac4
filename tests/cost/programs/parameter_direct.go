package cost

func FResult() (n int) {
	keep(&n)
	return
}

var kept *int

func keep(p *int) { kept = p }
