package P

// Loops over what type parameters stand for.

var sink any

func keys[M ~map[K]V, K comparable, V any](m M) (out []K) {
	for k := range m {
		out = append(out, k)
	}
	return out
}

func sum[S ~[]E, E ~int | ~float64](s S) (t E) {
	for _, e := range s {
		t += e
	}
	return t
}

func ptrs[S ~[]E, E any](s S) (out []*E) {
	for i, e := range s {
		_ = i
		out = append(out, &e)
	}
	return out
}

func drain[C ~chan E | ~<-chan E, E any](c C) {
	for e := range c {
		sink = e
	}
}

func runes[S ~string](s S) int {
	n := 0
	for range s {
		n++
	}
	for i, r := range s {
		sink = r
		_ = i
	}
	return n
}

func array[A ~[4]E, E any](a A) {
	for _, e := range a {
		sink = e
	}
	for i := range a {
		sink = a[i]
	}
}

func send[C ~chan<- E, E any](c C, e E) {
	select {
	case c <- e:
	default:
	}
}

func three[T any](n int, x T) {
	for i, y := 0, x; i < n; i, y = i+1, x {
		sink = func() T { return y }
	}
outer:
	for {
		for j := 0; j < n; j++ {
			if j > 2 {
				continue outer
			}
			break outer
		}
	}
}

type ints []int
type table map[string]*int

func use() {
	sink = keys(table{})
	sink = sum(ints{1})
	sink = sum([]float64{1})
	sink = ptrs(ints{1, 2})
	drain(make(chan string))
	_ = runes("abc")
	array([4]int{})
	send(make(chan<- int), 1)
	three(3, "x")
}
