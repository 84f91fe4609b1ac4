package p

type in interface{ m(*int) }
type a struct{ x int }

func (*a) m(*int) {}

func ranges(s []*a, t []in, mm map[string]*a, c chan *a) {
	for _, v := range s {
		var i in = v
		i.m(new(int))
	}
	for _, i := range t {
		i.m(new(int))
	}
	var i in
	i, _ = mm["x"]
	i.m(new(int))
	var j in
	j = <-c
	j.m(new(int))
}

func taken() {
	var i in = &a{}
	p := &i
	i.m(new(int))
	_ = p
}

func captured() {
	var i in = &a{}
	func() { i.m(new(int)) }()
}
