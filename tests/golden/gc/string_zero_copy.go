package p

func read(b []byte) int    { return len(b) }
func write(b []byte)       { b[0] = 1 }
func keep(b []byte) []byte { return b }

func use(s string) int {
	n := read([]byte(s))
	write([]byte(s))
	_ = keep([]byte(s))
	b := []byte(s)
	n += int(b[0])
	c := []byte(s)
	c[0] = 2
	for _, x := range []byte(s) {
		n += int(x)
	}
	return n
}
