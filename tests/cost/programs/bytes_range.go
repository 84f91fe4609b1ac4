package cost

var text = "0123456789012345678901234567890123456789"

func FRange() int {
	n := 0
	for _, c := range []byte(text) {
		n += int(c)
	}
	return n
}
