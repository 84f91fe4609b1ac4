package p

func fail(n int, s string, p *int) {
	if n == 0 {
		panic(n)
	}
	if n == 1 {
		panic(s)
	}
	if n == 2 {
		panic("constant")
	}
	if n == 3 {
		panic(&err{n})
	}
	println(n, s, p, "x")
	print(p)
}

type err struct{ n int }

func handle() {
	e := recover()
	println(e != nil)
}
