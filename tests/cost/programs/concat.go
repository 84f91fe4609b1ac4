package cost

var a, b = "0123456789012345", "6789012345678901"
var c = "67890123456789012"

// threshold 32 bytes
func FWithin() int {
	s := a + b
	return len(s)
}

// threshold 32 bytes
func FBeyond() int {
	s := a + c
	return len(s)
}
