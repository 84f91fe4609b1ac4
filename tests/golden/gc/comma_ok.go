package p

var sink interface{}
var ok bool

func forms(m map[string]*int, c chan *int, i interface{}) (a, b, d *int) {
	a, ok = m["x"]
	b, ok = <-c
	d, ok = i.(*int)
	return
}

func boxed(m map[string]int, c chan int, i interface{}) {
	sink, ok = m["x"]
	sink, ok = <-c
	sink, sink = i.(error)
	var v interface{}
	v, _ = m["y"]
	_ = v
}
