package p

var fs []func() int

func nested() {
	for i := 0; i < 3; i++ {
		for j := 0; j < 2; j++ {
			fs = append(fs, func() int { return i })
		}
	}
}

func depth() {
	var outer *int
	for i := 0; i < 2; i++ {
		var inner *int
		for j := 0; j < 2; j++ {
			x := i + j
			inner = &x
		}
		outer = inner
	}
	_ = outer
}
