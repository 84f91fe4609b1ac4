package cost

func FReturned() []int {
	n := 5
	return make([]int, n)
}

func FCapacity() []int {
	n := 20
	return make([]int, 0, n)
}
