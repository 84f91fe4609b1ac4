package P

type node struct{ next *node }

var kept *node

// The list of an assignment discards the literal: its own locals are no longer found in removed.
func removed(t **int) {
	*t, kept, _ = nil, func(d *int) *node {
		return kept
	}(nil), func() {
		f := func(s *int) int { return *s }
		_ = f(new(int))
		size := 8
		_ = make([]int, size)
		var a any = size
		_ = a
		go func(s *func(), v int) {
		}(new(func()), 1)
		var g func(*int)
		g = func(s *int) {}
		g(new(int))
	}
}

func unused() {
	x := func() {
		n := 7
		var a any = n
		_ = a
		inner := func(s *int) any {
			m := 9
			return any(m)
		}
		_ = inner(new(int))
	}
	y := x
	x, y = y, x
	if false {
		x()
	}
}
