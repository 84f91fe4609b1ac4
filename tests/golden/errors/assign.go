package p

func f(s string, m map[string]struct{ a int }, ch <-chan int, cs chan<- int) {
	s[0] = 1
	m["a"].a = 1
	ch <- 1
	<-cs
	1 = 2
	f = nil
	a, b := 1
	c := 1, 2
	var d, e = 1
	_, _, _, _, _ = a, b, c, d, e
	_ := 1
	x, x := 1, 2
	s := "a"
}
