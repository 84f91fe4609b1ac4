package P

// Types declared in generic functions belong to the instance.

var sink any

type pair[A, B any] struct {
	a A
	b B
}

func (p pair[A, B]) left() A { return p.a }

func f[T any](x T) any {
	type local struct {
		t    T
		next *local
	}
	type other []local
	l := &local{t: x}
	sink = l
	sink = other{*l}
	sink = pair[local, int]{*l, 1}
	sink = pair[*local, T]{}.left()
	type same = local
	var s same
	sink = s
	return func() any {
		type deep struct{ l local }
		return deep{*l}
	}
}

func g() any {
	type plain struct{ x int }
	p := plain{1}
	sink = pair[plain, plain]{p, p}
	return f(p)
}

func (p *pair[A, B]) method() {
	type in struct {
		a *A
		b []B
	}
	sink = in{&p.a, []B{p.b}}
	sink = in{}
}

func use() {
	sink = f(1)
	sink = f("s")
	sink = f(new(int))
	sink = g()
	(&pair[string, bool]{}).method()
}
