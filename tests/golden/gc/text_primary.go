package p

type t struct {
	a   [3]int
	s   []int
	m   map[string]int
	p   *t
	f   func(int) int
	any interface{}
}

var sink interface{}

func primary(x t, y *t, i int, c chan int) {
	sink = x.a[i]
	sink = y.s[1]
	sink = x.m["k"]
	sink = y.p.p.a
	sink = x.f(i)
	sink = x.any.(int)
	sink = <-c
	sink = len(x.s) + cap(y.s)
	sink = *y.p
	sink = (*y).a[0]
	sink = y.a[i+1]
	sink = len(y.a)
}
