package cost

func FCounter() func() int {
	c := 0
	return func() int {
		c++
		return c
	}
}

func FTwo() func() {
	a, b := 0, ""
	return func() {
		a++
		b = b[:0]
	}
}

func FKept() int {
	c := 0
	f := func() { c++ }
	f()
	return c
}
