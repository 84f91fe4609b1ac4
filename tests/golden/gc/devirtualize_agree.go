package p

type in interface{ m(*int) }
type a struct{}
type b struct{}

func (*a) m(*int) {}
func (*b) m(*int) {}

func agree(c bool) {
	var i in = &a{}
	if c {
		i = &a{}
	}
	i.m(new(int))
}

func differ(c bool) {
	var i in = &a{}
	if c {
		i = &b{}
	}
	i.m(new(int))
}

func nilled(c bool) {
	var i in = &a{}
	if c {
		i = nil
	}
	i.m(new(int))
	i = i
}
