package cost

var a = "x"

// threshold 32 bytes
func FWithin() int {
	s := a + "0123456789012345678901234567890"
	return len(s)
}

// threshold 1 operands
func FNoBufferBeyond() int {
	s := a + "01234567890123456789012345678901"
	return len(s)
}
