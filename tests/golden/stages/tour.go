package main

type node struct {
	value int
	next  *node
}

var head *node

func f1() *int {
	i := 0
	return &i
}

func push(v int) {
	n := &node{value: v}
	n.next = head
	head = n
}

func sum(list []int) int {
	total := 0
	for _, v := range list {
		total += v
	}
	return total
}

func counter() func() int {
	c := 0
	return func() int {
		c++
		return c
	}
}

func identity(p *int) *int { return p }

func main() {
	x := 1
	p := identity(&x)
	*p = 2
	push(sum([]int{1, 2, 3}))
	next := counter()
	next()
	q := f1()
	_ = *q
}
