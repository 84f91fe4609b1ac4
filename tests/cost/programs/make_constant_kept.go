package cost

func FThree() int {
	s := make([]int, 3)
	return len(s)
}

func FLimit() int {
	s := make([]int, 8192)
	return s[5]
}

func FPastLimit() int {
	s := make([]int, 8193)
	return s[5]
}

func FBytesPastLimit() byte {
	s := make([]byte, 1<<16+1)
	return s[5]
}
