package p

type in interface{ m(in) in }
type a struct{}

func (x *a) m(i in) in { return i }

func outer() {
	inner()
	i := in(&a{})
	j := in(&a{})
	i.m(j.m(nil))
	func() {
		k := in(&a{})
		k.m(nil)
	}()
}

func inner() {
	i := in(&a{})
	i.m(nil)
}
