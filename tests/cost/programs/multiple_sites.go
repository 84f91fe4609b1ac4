package cost

type pair struct{ a, b *int }

func FPair() *pair {
	x, y := 1, 2
	return &pair{&x, &y}
}

func FChain() **int {
	x := 1
	p := &x
	return &p
}

func FSlices() [][]int { return [][]int{{1}, {2, 3}, make([]int, 5)} }
