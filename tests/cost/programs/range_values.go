package cost

var total int

func FArray() *int {
	var last int
	for _, v := range [3]int{1, 2, 3} {
		last = v
	}
	return &last
}

func FKept() {
	for _, v := range []int{1, 2, 3} {
		total += v
	}
}
