package p

func use(p *int, a ...interface{}) {}

func once(n int) {
	defer use(new(int), n)
	defer func() { println(n) }()
	defer func(p *int) { *p = n }(new(int))
}

func looped(n int) {
	for i := 0; i < n; i++ {
		defer use(new(int), i)
		defer func() { println(i) }()
	}
}

func recovered() (err interface{}) {
	defer func() {
		if r := recover(); r != nil {
			err = r
		}
	}()
	panic("bad")
}
