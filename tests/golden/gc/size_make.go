package p

func sizes() {
	a := make([]byte, 65536)
	b := make([]byte, 65537)
	c := make([]int64, 8192)
	d := make([]int64, 8193)
	e := make([]byte, 10, 65537)
	f := make([]byte, 0)
	g := make([]byte, 1<<31)
	_, _, _, _, _, _, _ = a, b, c, d, e, f, g
}
