package cost

// threshold 8 entries
func FWithin() int {
	m := make(map[int]int)
	for i := 0; i < 8; i++ {
		m[i] = i
	}
	return len(m)
}

// threshold 8 entries
func FBeyond() int {
	m := make(map[int]int)
	for i := 0; i < 9; i++ {
		m[i] = i
	}
	return len(m)
}

// threshold 8 entries
func FHintWithin() int {
	m := make(map[int]int, 8)
	m[1] = 1
	return len(m)
}
