package p

type in interface{ m(*int) }
type a struct{}

func (*a) m(*int) {}

type b struct{ n int }

func (b) m(p *int) {}

func known() {
	var i in = &a{}
	i.m(new(int))
	j := in(b{1})
	j.m(new(int))
}

func later() {
	var i in
	i = &a{}
	i.m(new(int))
}

func param(i in) { i.m(new(int)) }
