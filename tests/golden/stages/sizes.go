package main

func large() int {
	a := make([]int, 10000)
	var b [20000]int
	c := new([10000]int)
	return a[0] + b[0] + c[0]
}

func unknown(n int) int {
	s := make([]int, n)
	return len(s)
}

func kept(n int) []int {
	return make([]int, n)
}

func grow(s []int, words string, n int) ([]int, string) {
	s = append(s, n)
	return s, words + "!"
}

func main() {
	_ = large() + unknown(3)
	_, _ = grow(kept(2), "hi", 1)
}
