package p

type in interface{ m(*int) }
type a struct{}

func (*a) m(*int) {}

type promotes struct{ *a }
type partly struct{ in }
type deep struct{ promotes }

func embedded(x in) {
	var i in = promotes{&a{}}
	i.m(new(int))
	var j in = &promotes{&a{}}
	j.m(new(int))
	var k in = partly{x}
	k.m(new(int))
	var l in = deep{}
	l.m(new(int))
}
