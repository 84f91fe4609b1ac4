package main

type Shape interface{ Area(scale *int) int }

type Square struct {
	side *int
	name string
}

func (s *Square) Area(scale *int) int { return *s.side * *scale }

func measure(s Shape) int {
	scale := 2
	return s.Area(&scale)
}

func stores(n int) {
	list := make([]*int, 2)
	one := 1
	list[0] = &one
	ch := make(chan *int, 2)
	two := 2
	ch <- &two
	table := map[string]*int{"three": &one}
	three := 3
	table["three"] = &three
	buffer := make([]byte, n)
	_ = buffer
}

func loops(n int) (fs []func() int) {
	for i := 0; i < n; i++ {
		fs = append(fs, func() int { return i })
		defer func() { n++ }()
	}
	panic(n)
}

func main() {
	side := 3
	measure(&Square{side: &side, name: "a"})
	stores(4)
	for _, f := range loops(2) {
		f()
	}
}
