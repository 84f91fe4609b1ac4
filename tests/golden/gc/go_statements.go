package p

func use(p *int, a ...interface{}) {}

func start(n int, q *int) {
	go use(new(int), n)
	go use(q)
	go func() { println(n) }()
	go func(p *int) { *p = n }(q)
	go println(n, q)
}

type t struct{ p *int }

func (x *t) run(q *int) {}
func (x t) val()        {}

func methods(x *t, y t) {
	go x.run(new(int))
	go y.val()
}
