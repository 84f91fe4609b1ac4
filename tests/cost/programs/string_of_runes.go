package cost

var limit = []rune("01234567890123456789012345678")
var past = []rune("012345678901234567890123456789")

// threshold 29 bytes
func FWithin() int {
	s := string(limit)
	return len(s)
}

// threshold 29 bytes
func FBeyond() int {
	s := string(past)
	return len(s)
}

func FReturned() string { return string(limit) }
