package p

type handler struct{ f func(*int) }

var global func()

func store(h *handler, p *int) {
	h.f = func(q *int) { *q = *p }
}

func storeGlobal(s string) {
	global = func() { println(s) }
}

func localStruct(p *int) {
	h := handler{f: func(q *int) { *q = *p }}
	h.f(p)
}
