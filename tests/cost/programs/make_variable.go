// Needs Go 1.26.
package cost

var four, five = 4, 5

// threshold 32 bytes
func FWithin() int {
	s := make([]int, four)
	return len(s)
}

// threshold 32 bytes
func FBeyond() int {
	s := make([]int, five)
	return len(s)
}
