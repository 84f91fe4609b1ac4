package cost

func FEmpty() []int { return []int{} }

func FThree() []int { return []int{1, 2, 3} }

func FKeyed() []int { return []int{9: 1} }

func FStrings() []string { return []string{"a", "b"} }

func FBytes() []byte { return []byte{1, 2, 3} }

func FPointers() []*int { return []*int{nil, nil} }

func FKept() int {
	s := []int{1, 2, 3}
	return s[1]
}

func FEmptyKept() int {
	s := []int{}
	return len(s)
}
