package cost

var kept func() int

// times 3
func FClosure() {
	for i := 0; i < 3; i++ {
		n := i * 2
		kept = func() int { return n }
	}
}
