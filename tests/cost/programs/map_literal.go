package cost

// threshold 8 entries
func FTwoWithin() int {
	m := map[int]int{1: 1, 2: 2}
	return len(m)
}

// threshold 8 entries
func FEmptyWithin() int {
	m := map[string]int{}
	return len(m)
}

// threshold 8 entries
func FEightWithin() int {
	m := map[int]int{1: 1, 2: 2, 3: 3, 4: 4, 5: 5, 6: 6, 7: 7, 8: 8}
	return len(m)
}

func FNine() int {
	m := map[int]int{1: 1, 2: 2, 3: 3, 4: 4, 5: 5, 6: 6, 7: 7, 8: 8, 9: 9}
	return len(m)
}
