package cost

var a = "ab"

// threshold 1 operands
func FWithin() int {
	s := a
	s += ""
	return len(s)
}

// threshold 1 operands
func FBeyond() int {
	s := a
	s += a
	return len(s)
}
