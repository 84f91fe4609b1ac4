package p

func byRef() (n int) {
	x := 0
	defer func() { n = x }()
	x = 2
	return x
}

func loopDefer(list []*int) {
	for _, p := range list {
		x := *p
		defer func() { println(&x) }()
	}
}

func cond(b bool) {
	x := 1
	if b {
		defer func() { x++ }()
	}
	x = 3
}
