package cost

func FLimit() byte {
	var a [128 << 10]byte
	p := &a
	return p[5]
}
