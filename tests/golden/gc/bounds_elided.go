package p

func masks(a *[256]int, c [8]int, b byte, i int, u uint) int {
	n := a[b]
	n += a[i&255]
	n += c[i&7]
	n += c[u%8]
	n += c[b>>5]
	n += c[u&^^uint(7)]
	n += a[uint8(i)]
	n += c[b/32]
	return n
}

func text(b byte) byte { return "0123456789abcdef"[b&15] }

func not(c [8]int, i int, b byte) int {
	return c[i&8] + c[b] + c[i%8] + c[3]
}
