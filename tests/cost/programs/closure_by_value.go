package cost

var number = 1
var text = "t"

func FInt() func() int {
	i := number
	return func() int { return i }
}

func FString() func() string {
	s := text
	return func() string { return s }
}

func FTwo() func() int {
	i, s := number, text
	return func() int { return i + len(s) }
}

func FBool() func() bool {
	b := number > 0
	return func() bool { return b }
}

func FKept() int {
	i := number
	f := func() int { return i }
	return f()
}
