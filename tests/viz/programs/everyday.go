package p

type Node struct {
	next *Node
	val  int
}

var head *Node

func push(v int) {
	head = &Node{next: head, val: v}
}

func counter() func() int {
	c := 0
	return func() int {
		c++
		return c
	}
}

func sum(s []int) (total int) {
	for _, v := range s {
		total += v
	}
	return total
}

func pair() (*int, error) {
	x := 1
	return &x, nil
}

func id(p *int) *int { return p }

func use() int {
	arr := [3]int{1, 2, 3}
	s := arr[:]
	p, err := pair()
	if err != nil {
		return 0
	}
	q := id(&arr[0])
	next := counter()
	str := "hi" + string(rune(*q))
	var any interface{} = str
	_ = any
	push(*p)
	go func() { next() }()
	return sum(s)
}
