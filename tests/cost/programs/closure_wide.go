package cost

type wide [20]int

var source wide

func FReference() func() int {
	w := source
	return func() int { return w[3] }
}

func FMixed() func() int {
	a, b, c := source[0] > 1, source[1], int8(source[2])
	return func() int {
		if a {
			return b
		}
		return int(c)
	}
}
