package p

func variable(n int) {
	a := make([]byte, n)
	b := make([]byte, 2, n)
	c := make([]*int, n)
	_, _, _ = a, b, c
}

func returned(n int) []byte { return make([]byte, n) }

func known() {
	sz := 10
	a := make([]byte, sz)
	l := []int{1, 2, 3}
	b := make([]int, len(l))
	c := make([]int, 0, sz)
	_, _, _ = a, b, c
}

func negative() {
	n := -1
	_ = make([]byte, n)
}
