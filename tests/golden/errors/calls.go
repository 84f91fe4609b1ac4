package p

func f(a int, b string) (int, error) { return a, nil }

func g() {
	f()
	f(1)
	f(1, "x", 2)
	f("x", 1)
	x := f(1, "a")
	a, b, c := f(1, "a")
	var y int = f(1, "a")
	_, _, _, _, _ = x, a, b, c, y
}
