package P

// Loops over functions in generic functions.

var sink any

type seq[T any] func(yield func(T) bool)
type seq2[K, V any] func(yield func(K, V) bool)

func values[T any](xs []T) seq[T] {
	return func(yield func(T) bool) {
		for _, x := range xs {
			if !yield(x) {
				return
			}
		}
	}
}

func enumerate[T any](s seq[T]) seq2[int, T] {
	return func(yield func(int, T) bool) {
		i := 0
		for x := range s {
			if !yield(i, x) {
				return
			}
			i++
		}
	}
}

func collect[T any](s seq[T]) (out []T) {
	for x := range s {
		out = append(out, x)
	}
	return out
}

func index[T comparable](s seq[T], want T) int {
	for i, x := range enumerate(s) {
		if x == want {
			return i
		}
	}
	return -1
}

func zip[A, B any](a seq[A], b seq[B]) {
outer:
	for x := range a {
		for y := range b {
			sink = x
			sink = &y
			defer func() { sink = x }()
			continue outer
		}
	}
}

func addresses[T any](s seq[T]) (out []*T) {
	for x := range s {
		out = append(out, &x)
	}
	return out
}

func generic[F ~func(func(T) bool), T any](f F) {
	for x := range f {
		sink = x
	}
}

func use() {
	sink = collect(values([]int{1, 2}))
	sink = index(values([]string{"a"}), "b")
	zip(values([]int{1}), values([]string{"x"}))
	sink = addresses(values([]float64{1}))
	generic(values([]int{3}))
	for i := range values([]int{4}) {
		sink = i
	}
}
