package cost

var limit, past = []byte("01234567890123456789012345678901"), []byte("012345678901234567890123456789012")

// threshold 32 bytes
func FWithin() int {
	s := string(limit)
	return count(s)
}

// threshold 32 bytes
func FBeyond() int {
	s := string(past)
	return count(s)
}

func count(s string) int {
	n := 0
	for range s {
		n++
	}
	return n
}
