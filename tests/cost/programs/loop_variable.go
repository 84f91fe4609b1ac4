// Needs Go 1.22.
package cost

var kept *int

// times 4
func FIteration() {
	for i := 0; i < 3; i++ {
		kept = &i
	}
}

// times 4
func FInside() {
	for i := 0; i < 4; i++ {
		n := i
		kept = &n
	}
}
