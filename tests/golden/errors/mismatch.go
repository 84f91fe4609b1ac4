package p

func f(a int, s string) {
	var x int = "hello"
	var y string = 1
	x = s
	y = a
	_ = a + s
	_ = a == s
	if a {
	}
	_, _ = x, y
}
