package P

// Interface calls whose receiver is known to be an instance.

type reader interface{ read(p []byte) int }
type getter[T any] interface{ get(*T) *T }

type buf[T any] struct{ v T }

func (b *buf[T]) read(p []byte) int { return len(p) }
func (b *buf[T]) get(p *T) *T       { return p }

type file struct{ n int }

func (f *file) read(p []byte) int { return f.n }
func (f *file) get(p *int) *int   { return p }

type wrap[T any] struct {
	*file
	t T
}

var sink any

func known() {
	var r reader = &buf[int]{}
	r.read(make([]byte, 8))
	var g getter[string] = &buf[string]{}
	s := "x"
	_ = g.get(&s)
	var h getter[int] = &file{}
	n := 1
	_ = h.get(&n)
	var w reader = wrap[int]{}
	w.read(nil)
}

func shaped[T any](x T) {
	var r reader = &buf[T]{x}
	r.read(make([]byte, 8))
	var g getter[T] = &buf[T]{}
	y := x
	_ = g.get(&y)
	var f reader = &file{}
	f.read(nil)
	var w reader = wrap[T]{}
	w.read(nil)
	var h getter[int] = wrap[T]{}
	n := 1
	_ = h.get(&n)
	go r.read(nil)
	defer f.read(nil)
}

func param[T reader](t T) {
	var r reader = t
	r.read(nil)
	t.read(nil)
}

func use() {
	known()
	shaped(1)
	param(&file{})
}
