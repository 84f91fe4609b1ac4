package cost

var one, two = []byte("a"), []byte("ab")

// threshold 1 length
func FWithin() string { return string(one) }

// threshold 1 length
func FBeyond() string { return string(two) }
