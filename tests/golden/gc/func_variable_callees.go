package p

func known(b bool) {
	var f func(*int)
	if b {
		f = func(p *int) {}
	} else {
		f = func(p *int) { _ = *p }
	}
	f(new(int))
}

func nilled() {
	f := func(p *int) {}
	f(new(int))
	f = nil
}

func unknown(f func(*int)) {
	f(new(int))
}

func reassigned(g func(*int)) {
	f := func(p *int) {}
	f = g
	f(new(int))
}

func named() {
	f := sink
	f(new(int))
}

func sink(p *int) { global = p }

var global *int
