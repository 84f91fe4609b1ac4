package cost

type wide [5]int

var ready = make([]wide, 4)

func FBeyond() int {
	var s []wide
	s = append(s, wide{})
	return len(s)
}

func FWithin() int {
	s := append(ready[:0], wide{})
	return len(s)
}
