package p

func concatOp(s, t string) string {
	s += t
	s += "x"
	return s
}

func numeric(p *int, n int) *int {
	*p += n
	*p++
	n <<= 2
	return p
}

var table map[string]string

func mapOp(k, v string) {
	table[k] += v
}
