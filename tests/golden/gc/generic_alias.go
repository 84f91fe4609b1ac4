package P

// Aliases of instances, aliases in constraints.

type box[T any] struct{ v *T }

func (b box[T]) get() *T     { return b.v }
func (b *box[T]) put(p *T)   { b.v = p }

type intBox = box[int]
type ptr[T any] = *box[T]
type table[V any] = map[string]V
type num interface{ ~int | ~string }
type alias = num

var sink any

func f[T alias](x T) {
	b := box[T]{&x}
	var p ptr[T] = &b
	sink = p.get()
	t := table[T]{"a": x}
	sink = t
	type in = box[[]T]
	sink = in{}
}

func g(b *intBox, p ptr[string]) {
	x := 1
	b.put(&x)
	sink = p.get()
	sink = intBox{}
	var t table[int]
	sink = t
	s := "s"
	p.put(&s)
}

func use() {
	f(1)
	f("s")
	g(&intBox{}, new(box[string]))
}
