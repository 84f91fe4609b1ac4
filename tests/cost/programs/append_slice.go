package cost

var source = []int{1, 2, 3}
var target = make([]int, 10)

func FWithin() int {
	s := append(target[:0], source...)
	return len(s)
}

func FBeyond() int {
	s := append([]int(nil), source...)
	return len(s)
}
