// Needs Go 1.19-1.24.
package cost

var zero []int

// threshold 0 capacity
func FFourBeyond() int {
	var s []int
	for i := 0; i < 4; i++ {
		s = append(s, i)
	}
	return len(s)
}

// threshold 0 capacity
func FFiveBeyond() int {
	var s []int
	for i := 0; i < 5; i++ {
		s = append(s, i)
	}
	return len(s)
}
