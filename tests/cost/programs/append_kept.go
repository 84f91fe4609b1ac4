// Needs Go 1.26.
package cost

var zero []int

// threshold 32 capacity
func FFourWithin() int {
	var s []int
	for i := 0; i < 4; i++ {
		s = append(s, i)
	}
	return len(s)
}

// threshold 32 capacity
func FFiveBeyond() int {
	var s []int
	for i := 0; i < 5; i++ {
		s = append(s, i)
	}
	return len(s)
}
