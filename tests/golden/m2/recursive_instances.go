package P

// A type argument whose own right side is still being read has no shape yet.

type P[T any] struct{ v *T }

func (p *P[T]) Load() *T   { return p.v }
func (p *P[T]) Store(x *T) { p.v = x }

type entry[K comparable, V any] struct {
	next P[entry[K, V]]
	key  K
	val  V
}

func (e *entry[K, V]) Set(x *entry[K, V]) *entry[K, V] {
	e.next.Store(x)
	return e.next.Load()
}

func use() *entry[string, int] {
	var e, f entry[string, int]
	return e.Set(&f)
}

type outer[T any] struct {
	in inner[outer[T]]
	t  T
}

type inner[T any] struct {
	p P[T]
}

func (i *inner[T]) Put(x *T) { i.p.Store(x) }

func nested() *outer[int] {
	var o outer[int]
	q := new(outer[int])
	o.in.Put(q)
	return o.in.p.Load()
}
