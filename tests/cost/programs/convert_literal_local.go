package cost

type pair struct{ a, b int }

func FPair() interface{} {
	p := pair{1, 2}
	return p
}

func FZero() interface{} {
	var p pair
	return p
}

func FChanged() interface{} {
	p := pair{1, 2}
	p.a = 3
	return p
}
