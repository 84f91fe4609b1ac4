package P

// Functions by shape: equal underlying types share one, pointers share one when the constraint is a method set.

type celsius float64
type point struct{ x, y int }
type named []int

var sink any

func keep[T any](x T) { sink = x }

func first[T any](xs []T) *T { return &xs[0] }

func pick[K comparable, V any](m map[K]V, k K) V {
	v := m[k]
	return v
}

func addr[T any](x T) *T { return &x }

func deref[T any, P interface{ *T }](p P) T { return *p }

func swap[A, B any](a A, b B) (B, A) { return b, a }

func nested[T any](x T) {
	keep(x)
	keep([]T{x})
	keep(&x)
	keep(map[string]T{"k": x})
	keep(func() T { return x })
	sink = first([]T{x, x})
}

func variadic[T any](xs ...T) []T { return append([]T(nil), xs...) }

func calls() {
	keep(1)
	keep(celsius(2))
	keep(2.5)
	keep(point{1, 2})
	keep(&point{1, 2})
	keep(new(int))
	keep(named{1})
	keep([]int{1})
	keep("s")
	keep[any](3)
	keep[error](nil)
	n := 3
	_ = deref(&n)
	sink = addr(n)
	a, b := swap(n, "s")
	sink = a
	sink = b
	nested(1)
	nested(point{})
	sink = pick(map[string]int{"a": 1}, "a")
	_ = variadic(1, 2, 3)
	sink = variadic[*int]()
}
