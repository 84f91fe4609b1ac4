package P

// Literals in generic functions keep the dictionary, so that they always belong to their function.

var sink any

func once[T any](f func() T) func() T {
	var done bool
	var v T
	return func() T {
		if !done {
			v, done = f(), true
		}
		return v
	}
}

func compose[A, B, C any](f func(A) B, g func(B) C) func(A) C {
	return func(a A) C { return g(f(a)) }
}

func apply[T any](xs []T, f func(*T)) {
	for i := range xs {
		f(&xs[i])
	}
}

func plain[T any]() int {
	f := func() int { return 1 }
	g := func(p *int) int { return *p }
	x := 2
	return f() + g(&x) + func(q *int) int { return *q }(&x)
}

func nest[T any](x T) func() func() *T {
	return func() func() *T {
		y := x
		return func() *T {
			return &y
		}
	}
}

func loops[T any](n int, x T) (fs []func() T) {
	for i := 0; i < n; i++ {
		fs = append(fs, func() T { _ = i; return x })
	}
	for i, y := range []T{x} {
		fs = append(fs, func() T { _ = &i; return y })
	}
	return fs
}

func deferred[T any](x T, f func(T)) {
	defer func() { f(x) }()
	defer f(x)
	go f(x)
	go func(y T) { sink = y }(x)
}

func use() {
	f := once(func() int { return 3 })
	sink = f()
	g := compose(func(s string) int { return len(s) }, func(i int) []int { return []int{i} })
	sink = g("a")
	apply([]int{1}, func(p *int) { *p++ })
	sink = plain[string]()
	sink = nest(1.5)()
	sink = loops(3, "x")
	deferred(1, func(int) {})
}
