package cost

type empty struct{}

func FInt() *int { return new(int) }

func FString() *string { return new(string) }

func FEmpty() *empty { return new(empty) }

func FEmptyArray() *[0]int { return new([0]int) }

func FKept() int {
	p := new(int)
	*p = 3
	return *p
}

func FLargeKept() int {
	p := new([10000]int)
	return p[5]
}
