package p

var g string

func concat(a, b string, n int) int {
	c := a + b
	d := a + b + "x" + c
	g = a + "y"
	e := (a + b) + c
	return len(c+d) + len(e)
}

func constant() string { return "a" + "b" }
func named() {
	type str string
	var s str = "x"
	t := s + s
	_ = t
}
