package p

func kinds(n int, m int64) {
	a := make([]int, 3)
	b := make([]int, 3, 10)
	c := make(map[string]int)
	d := make(map[string]int, 100)
	e := make(map[string]int, n)
	f := make(chan int)
	g := make(chan int, n)
	h := make([]int, m)
	_, _, _, _, _, _, _, _ = a, b, c, d, e, f, g, h
}

type list []int
type dict map[string]list

func namedTypes() (list, dict) {
	return make(list, 2), make(dict)
}
