package cost

func FReturned() *int {
	i := 0
	return &i
}

func FKept() int {
	i := 1
	p := &i
	return *p
}
