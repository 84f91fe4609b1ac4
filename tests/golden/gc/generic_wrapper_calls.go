package P

// Calls that are devirtualized to methods of instances: what is known of them depends on whether data needs a wrapper.

type reader interface{ read(p []byte) int }

type dynamic[T any] struct{ v T }

func (b *dynamic[T]) read(p []byte) int { return len(p) }

type static[T any] struct{ v T }

func (b *static[T]) read(p []byte) int { return len(p) }

type shaped[T any] struct{ v T }

func (b shaped[T]) read(p []byte) int { return len(p) }

var place static[int]
var data reader = &place

func known() {
	var r reader = &dynamic[int]{}
	r.read(make([]byte, 8))
	var s reader = &static[int]{}
	s.read(make([]byte, 8))
	var t reader = shaped[int]{}
	t.read(make([]byte, 8))
	var u reader = shaped[string]{}
	u.read(make([]byte, 8))
	x := &dynamic[int]{}
	f := (*dynamic[int]).read
	f(x, make([]byte, 8))
	g := x.read
	g(make([]byte, 9))
}

func convert[T any](x T) {
	var r reader = shaped[T]{x}
	_ = r
}

func use() { convert(1) }
