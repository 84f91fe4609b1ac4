package P

// Built-in functions on type parameters.

var sink any

func grow[S ~[]E, E any](s S, e E) S {
	s = append(s, e)
	s = append(s, s...)
	s = append(s, e, e)
	return append(S(nil), s...)
}

func copies[S ~[]E, E any](s S) S {
	out := make(S, len(s), cap(s)+1)
	copy(out, s)
	clear(out[:1])
	return out
}

func chars[T ~[]byte | ~string](s T) []byte {
	b := append([]byte(nil), s...)
	copy(b, s)
	return b
}

func remove[M ~map[K]V, K comparable, V any](m M, k K) (v V, ok bool) {
	v, ok = m[k]
	delete(m, k)
	m[k] = v
	clear(m)
	return
}

func least[T int | string](a, b T) (T, any) {
	return min(a, b), max(a, b, a)
}

func chans[T any](n int) (T, bool) {
	c := make(chan T, n)
	close(c)
	x, ok := <-c
	sink = c
	return x, ok
}

func panics[T any](x T) {
	defer func() { sink = recover() }()
	panic(x)
}

func prints[T int | string](x T) { println(x, len("a")) }


func places[T any](s []T, a *[3]T, m map[string]*T, i int, x T) {
	s[i] = x
	a[i] = x
	*m["a"] = x
	p := &s[i]
	q := &a[1]
	sink, sink = p, q
	s[0], s[1] = s[1], s[0]
	sink = a[:]
	sink = s[1:2:3]
}

func use() {
	sink = grow([]int{1}, 2)
	sink = copies([]string{"a"})
	sink = chars("x")
	sink, _ = remove(map[string]*int{}, "a")
	_, sink = least("a", "b")
	_, _ = chans[int](3)
	panics("p")
	prints(1)
	places([]int{1, 2}, new([3]int), nil, 0, 3)
}
