package p

type buf struct {
	b    []byte
	next *buf
	arr  [4]byte
	q, r *int
}

func (b *buf) trim()       { b.b = b.b[1:] }
func (b *buf) swap()       { b.q, b.r = b.r, b.q }
func (b *buf) whole(n int) { b.b = b.b[:n] }
func (b *buf) array()      { b.b = b.arr[:] }
func elements(s []*int, i, j int) {
	s[i], s[j] = s[j], s[i]
}
func inClosure(b *buf) {
	func() { b.b = b.b[2:] }()
}
