package p

type in interface{ m(*int) }
type other interface {
	m(*int)
	n()
}
type a struct{}

func (*a) m(*int) {}
func (*a) n()     {}

func chain() {
	var k interface{} = &a{}
	k.(in).m(new(int))
	var o other = &a{}
	var i in = o
	i.m(new(int))
	if x, ok := k.(in); ok {
		x.m(new(int))
	}
	switch v := k.(type) {
	case in:
		v.m(new(int))
	}
}

func make1() in { return &a{} }

func result() {
	i := make1()
	i.m(new(int))
}
