package p

type T struct {
	a int
	b string
}

var (
	_ = T{1}
	_ = T{1, "a", 2}
	_ = T{a: 1, a: 2}
	_ = T{a: 1, "b"}
	_ = T{c: 1}
	_ = T{"x", 1}
	_ = []int{0: 1, 0: 2}
	_ = [2]int{1, 2, 3}
	_ = map[string]int{1}
	_ = int{1}
	_ = &T{b: 3}
)
