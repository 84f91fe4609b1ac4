package cost

var r = 'x'

func FKept() int {
	s := string(r)
	return len(s)
}

func FReturned() string { return string(r) }
