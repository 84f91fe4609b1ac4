package cost

var limit, past = "01234567890123456789012345678901", "012345678901234567890123456789012"

// threshold 32 runes
func FWithin() int {
	r := []rune(limit)
	r[0] = 'x'
	return cap(r)
}

// threshold 32 runes
func FBeyond() int {
	r := []rune(past)
	r[0] = 'x'
	return cap(r)
}

func FReturned() []rune { return []rune(limit) }
