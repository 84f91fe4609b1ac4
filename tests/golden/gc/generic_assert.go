package P

// Assertions and type switches on types that depend on type parameters.

var sink any

type some[T any] struct{ v *T }

func (s some[T]) ptr() *T { return s.v }

type has[T any] interface{ ptr() *T }

func find[T any](x any) (t T, ok bool) {
	t, ok = x.(T)
	if !ok {
		var p *T
		p, ok = x.(*T)
		if ok {
			t = *p
		}
	}
	return t, ok
}

func kind[T any](x any) string {
	switch v := x.(type) {
	case T:
		sink = v
		return "T"
	case *T, []T:
		sink = v
		return "*T"
	case map[string]T:
		return "map"
	case func() T:
		sink = v()
		return "func"
	case some[T]:
		sink = v.ptr()
		return "some"
	case has[T]:
		return "has"
	case int, string:
		return "basic"
	case nil:
		return "nil"
	}
	return ""
}

func same[T any](x has[T]) bool {
	switch x.(type) {
	case some[T]:
		return true
	case interface {
		has[T]
		other() T
	}:
		return false
	}
	_, ok := x.(some[T])
	return ok
}

func fresh[T any](n int) {
	sink = new(T)
	sink = new([3]T)
	p := new(T)
	_ = p
	sink = make([]T, n)
	sink = make([]T, 2, 8)
	_ = make([]T, 2)
	sink = make(map[string]T)
	sink = make(chan T, n)
	sink = []T{}
	sink = [2]T{}
	sink = &some[T]{}
	sink = map[int]T{}
	sink = struct{ a, b T }{}
	_ = &some[T]{}
}

func use() {
	_, _ = find[int](3)
	_, _ = find[string](nil)
	_ = kind[int](1)
	_ = kind[*int](1)
	_ = kind[[]byte](1)
	_ = same[int](some[int]{})
	fresh[int](2)
	fresh[[16]int](2)
	fresh[*string](2)
}
