package p

type limit [64 * 1024]byte
type over [64*1024 + 1]byte

func allocate() {
	a := new(limit)
	b := new(over)
	c := &limit{}
	d := &over{}
	e := &over{1: 2}
	a[0], b[0], c[0], d[0] = 1, 2, 3, e[0]
}
