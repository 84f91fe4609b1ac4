package cost

var source = []int{1, 2, 3}

func FCopy() []int {
	s := make([]int, len(source))
	copy(s, source)
	return s
}

func FConstantCopy() []int {
	s := make([]int, 3)
	copy(s, source)
	return s
}
