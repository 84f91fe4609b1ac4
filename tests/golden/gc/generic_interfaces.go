package P

// Generic interfaces: calls through them, embedding, conversion of what depends on type parameters.

type iter[T any] interface {
	next() (T, bool)
}

type sized interface{ size() int }

type both[T any] interface {
	iter[T]
	sized
}

type slice[T any] struct {
	xs []T
	i  int
}

func (s *slice[T]) next() (t T, ok bool) {
	if s.i < len(s.xs) {
		t, ok = s.xs[s.i], true
		s.i++
	}
	return
}

func (s *slice[T]) size() int { return len(s.xs) }

type filter[T any] struct {
	in   iter[T]
	pred func(T) bool
}

func (f filter[T]) next() (T, bool) {
	for {
		t, ok := f.in.next()
		if !ok || f.pred(t) {
			return t, ok
		}
	}
}

var sink any

func collect[T any](it iter[T]) (out []T) {
	for {
		t, ok := it.next()
		if !ok {
			return out
		}
		out = append(out, t)
	}
}

func of[T any](xs ...T) iter[T]       { return &slice[T]{xs: xs} }
func pair[T any](xs ...T) both[T]     { return &slice[T]{xs: xs} }
func widen[T any](b both[T]) iter[T]  { return b }
func anys[T any](x T) (any, any)      { return x, &x }
func eq[T any](x T, y any) bool       { return y == any(x) }
func as[T any](x any) T               { return x.(T) }
func val[T any](f filter[T]) iter[T]  { return f }

func use() {
	sink = collect(of(1, 2))
	sink = collect[string](filter[string]{of("a"), func(s string) bool { return s != "" }})
	sink = widen(pair(1.5)).(*slice[float64])
	a, b := anys(3)
	sink, sink = a, b
	_ = eq(1, 2)
	_ = as[*int](new(int))
	_, _ = val(filter[int]{}).next()
}
