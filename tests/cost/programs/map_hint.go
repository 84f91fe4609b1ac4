package cost

var eight, nine = 8, 9

func FHint() int {
	m := make(map[int]int, 9)
	return len(m)
}

// threshold 8 entries
func FVariableWithin() int {
	m := make(map[int]int, eight)
	return len(m)
}

// threshold 8 entries
func FVariableBeyond() int {
	m := make(map[int]int, nine)
	return len(m)
}
