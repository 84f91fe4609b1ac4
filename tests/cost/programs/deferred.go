package cost

var n int

func FDefer() {
	defer func() { n++ }()
}

// times 1
func FPlainCall() {
	defer add(1)
}

func add(i int) { n += i }
