package p

func f() int {
	return x + y
}

func g() { h(1); var t T; _ = t; t.foo() }
