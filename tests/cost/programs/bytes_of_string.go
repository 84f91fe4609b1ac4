package cost

var limit, past = "01234567890123456789012345678901", "012345678901234567890123456789012"

// threshold 32 bytes
func FWithin() int {
	b := []byte(limit)
	b[0] = 'x'
	return len(b)
}

// threshold 32 bytes
func FBeyond() int {
	b := []byte(past)
	b[0] = 'x'
	return len(b)
}
