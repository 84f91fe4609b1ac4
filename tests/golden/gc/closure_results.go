package p

func resultStays() int {
	u := 1
	g := func() *int { return &u }
	return *g()
}

func resultEscapes() *int {
	u := 1
	g := func() *int { return &u }
	return g()
}

func lost() func() *int {
	u := 1
	g := func() *int { return &u }
	return g
}
