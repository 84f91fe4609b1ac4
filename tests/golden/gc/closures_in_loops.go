package p

func run(f func()) { f() }

func direct() {
	for i := 0; i < 3; i++ {
		x := i
		func() { x++ }()
		run(func() { println(i) })
	}
}

var saved []func()

func save(list []string) {
	for _, s := range list {
		saved = append(saved, func() { println(s) })
	}
	for i := range list {
		t := list[i]
		saved = append(saved, func() { println(t) })
	}
}
