package cost

func FWithin() []int {
	s := buffer[:0]
	s = append(s, 1)
	return s
}

func FBeyond() []int {
	var s []int
	s = append(s, 1)
	return s
}

var buffer = make([]int, 10)
