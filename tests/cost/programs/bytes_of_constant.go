package cost

func FReturned() []byte { return []byte("abc") }

func FTwenty() []byte { return []byte("01234567890123456789") }

func FEmpty() []byte { return []byte("") }

func FKept() byte {
	b := []byte("012345678901234567890123456789012345678901234567890")
	b[0] = 'x'
	return b[1]
}
