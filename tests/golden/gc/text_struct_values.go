package p

type point struct{ x, y int }

var sink interface{}

func values(n int) {
	sink = point{}
	sink = point{1, 2}
	sink = &point{n, 2}
	sink = [2]int{}
	sink = [2]int{1, n}
	sink = []int{n}
	sink = map[string]int{}
	sink = map[string]int{"a": n}
	sink = func() {}
	sink = func() { println(n) }
	sink = (&point{1, n}).x
	sink = point{n, 1}.y
	sink = struct{ a, b int }{n, 1}
}
