package p

const debug = false

var g *int
var sink interface{}

func ifFalse(p *int) {
	if false {
		g = p
	}
	if debug {
		sink = p
	} else {
		sink = 1
	}
}

func shortCircuit(b bool, p *int) {
	if b && false {
		g = p
	}
	if debug || b {
		sink = 2
	}
	if !debug {
		sink = 3
	}
}

func loop(p *int) {
	for false {
		g = p
	}
}
