package p

func each(yield func(int) bool) { yield(1) }

func run(f func()) {
	for range each {
		defer f()
		defer println("x")
	}
}

func nested() (out []*int) {
	for i := range each {
		for j := range each {
			k := i + j
			out = append(out, &k)
		}
	}
	return out
}
