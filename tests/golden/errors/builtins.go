package p

func f(x int, s []int, m map[string]int) {
	_ = len(x)
	_ = cap(m)
	_ = append(x, 1)
	_ = append(s, "a")
	_ = make(int)
	_ = make([]int)
	_ = make([]int, -1)
	_ = make([]int, 2, 1)
	_ = new()
	delete(s, 1)
	delete(m, 1)
	copy(s, "a")
	close(s)
	_ = min(1, "a")
	clear(x)
	panic()
	_ = complex(1, "a")
	print(f)
}
