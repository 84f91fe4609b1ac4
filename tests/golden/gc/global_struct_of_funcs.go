package p

type ops struct {
	open  func(string) *int
	close func(*int)
}

var table = ops{
	open:  func(name string) *int { return nil },
	close: func(p *int) {},
}

func use(name string) {
	p := table.open(name)
	table.close(p)
	o := ops{close: func(q *int) { *q = *p }}
	o.close(new(int))
}
