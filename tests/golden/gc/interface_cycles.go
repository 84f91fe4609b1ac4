package P

// Interfaces without names that refer to themselves: legal up to Go 1.19.

type A interface {
	m() interface {
		A
	}
}

type B = interface{ m(C) }
type C interface {
	n() interface {
		C
		o()
	}
}

var s any

func f(a A, b B, c C) {
	s = a
	s = b
	s = new(A)
	s = new(B)
	s = new(C)
	s = new(interface {
		A
		x()
	})
	s = c.n()
	s = c.n
}
