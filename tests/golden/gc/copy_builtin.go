package p

func bytes(dst, src []byte) int { return copy(dst, src) }
func text(dst []byte, s string) { copy(dst, s) }
func pointers(dst, src []*int)  { copy(dst, src) }
func local(src []*int) {
	dst := make([]*int, 4)
	copy(dst, src)
	copy(dst[1:], src[:2])
}
