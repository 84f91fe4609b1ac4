package p

func pick(a, b chan *int, out chan<- *int, p *int) (r *int) {
	select {
	case r = <-a:
	case v, ok := <-b:
		if ok {
			r = v
		}
	case out <- p:
	default:
		x := 1
		r = &x
	}
	return r
}

func intoInterface(c chan int) (e interface{}) {
	select {
	case e = <-c:
	}
	return e
}
