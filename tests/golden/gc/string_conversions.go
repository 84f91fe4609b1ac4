package p

var gb []byte
var gs string

func escaping(s string, b []byte, r []rune, c rune) {
	gb = []byte(s)
	gs = string(b)
	gs = string(r)
	gs = string(c)
}

func local(s string, b []byte, r []rune, c rune) int {
	x := []byte(s)
	y := []rune(s)
	u := string(b)
	v := string(r)
	w := string(c)
	return len(x) + len(y) + len(u) + len(v) + len(w)
}

func constants() {
	a := []byte("abc")
	b := []rune("xyz")
	_, _ = a, b
}
