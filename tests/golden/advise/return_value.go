// advise: return i itself: func f(n int) int
// but: callers get a copy
package main

type point struct{ x, y int }

func f(n int) *int {
	i := n
	return &i
}

func use() int {
	p := f(1)
	q := f(2)
	*q = 5
	return *p + *q + *f(3)
}

func Run() { use() }

func main() { Run() }
