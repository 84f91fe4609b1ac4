package cost

func FInt() interface{} {
	n := 70000
	return n
}

func FText() interface{} {
	s := "hello"
	return s
}

func FFloat() interface{} {
	f := 3.5
	return f
}
