package cost

func FReturned() func() int {
	return func() int { return 1 }
}

func FKept() int {
	f := func() int { return 2 }
	return f()
}
