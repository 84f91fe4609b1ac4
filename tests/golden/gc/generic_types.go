package P

// Types: every method of each instance is there, used or not.

type list[T any] struct {
	head *node[T]
	n    int
}

type node[T any] struct {
	v    T
	next *node[T]
}

func (l *list[T]) push(v T) {
	l.head = &node[T]{v, l.head}
	l.n++
}

func (l *list[T]) each(f func(T)) {
	for n := l.head; n != nil; n = n.next {
		f(n.v)
	}
}

func (l list[T]) len() int { return l.n }

func (l *list[T]) all() []T {
	var out []T
	l.each(func(v T) { out = append(out, v) })
	return out
}

func mapped[A, B any](l *list[A], f func(A) B) *list[B] {
	out := &list[B]{}
	l.each(func(a A) { out.push(f(a)) })
	return out
}

// Mentioned only.
type holder struct {
	l list[string]
}

type pair[K comparable, V any] struct {
	key K
	val V
}

func (p pair[K, V]) both() (K, V)     { return p.key, p.val }
func (p *pair[K, V]) value() *V       { return &p.val }
func (p *pair[K, V]) set(k K, v V)    { p.key, p.val = k, v }
func (p pair[_, V]) ignored(x V) any  { return x }

type tree[T interface{ less(T) bool }] struct {
	left, right *tree[T]
	val         T
}

func (t *tree[T]) insert(v T) *tree[T] {
	if t == nil {
		return &tree[T]{val: v}
	}
	if v.less(t.val) {
		t.left = t.left.insert(v)
	} else {
		t.right = t.right.insert(v)
	}
	return t
}

type num int

func (a num) less(b num) bool { return a < b }

var sink any

func use() {
	l := &list[int]{}
	l.push(1)
	sink = mapped(l, func(i int) string { return "x" }).len()
	p := pair[string, int]{"a", 1}
	sink = p.value()
	k, v := p.both()
	sink = k
	sink = v
	var t *tree[num]
	t = t.insert(3)
	sink = pair[int, *int]{}
}
