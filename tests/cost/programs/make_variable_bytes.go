// Needs Go 1.26.
package cost

var small, large = 32, 33

// threshold 32 bytes
func FWithin() int {
	s := make([]byte, small)
	return len(s)
}

// threshold 32 bytes
func FBeyond() int {
	s := make([]byte, large)
	return len(s)
}
