package P

// The name of a shape has an end; longer ones are hashed.

var sink any

type big struct{ field00_with_a_long_name map[string][]int; field01_with_a_long_name map[string][]int; field02_with_a_long_name map[string][]int; field03_with_a_long_name map[string][]int; field04_with_a_long_name map[string][]int; field05_with_a_long_name map[string][]int; field06_with_a_long_name map[string][]int; field07_with_a_long_name map[string][]int; field08_with_a_long_name map[string][]int; field09_with_a_long_name map[string][]int; field10_with_a_long_name map[string][]int; field11_with_a_long_name map[string][]int; field12_with_a_long_name map[string][]int; field13_with_a_long_name map[string][]int }

type short struct{ a, B int; c *short; d func(int, ...string) (error, any) }

type box[T any] struct{ v T }

func (b *box[T]) get() *T { return &b.v }

func keep[T any](x T) {
	sink = x
	sink = []T{x}
	sink = box[T]{x}
	sink = &box[*T]{}
	sink = map[string]box[[]T]{}
}

func use() {
	keep(big{})
	keep(short{})
	keep([3]short{})
	keep(func(a int, b ...string) {})
	keep(make(chan<- (<-chan int)))
	keep(struct {
		short
		*big "tag"
		x, Y int
	}{})
	keep[interface {
		error
		m(short) big
	}](nil)
	keep(box[box[int]]{})
	sink = (&box[big]{}).get()
}
