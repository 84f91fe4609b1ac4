package P

// The types of a call are met behind those of the function that is called.

type first[T any] struct{ v T }
type second[T any] struct{ v T }
type third[T any] struct{ v T }

func (f *first[T]) get() *T  { return new(T) }
func (s *second[T]) get() *T { return new(T) }
func (t third[T]) get() *T   { return new(T) }

func f() {
	_ = func(a first[int]) second[int] {
		return second[int]{}
	}(first[int]{})
	_ = []any{third[bool]{}, func(second[string]) *first[string] { return nil }}
	_ = struct{ p *third[uint] }{p: func(first[uint]) *third[uint] { return nil }(first[uint]{})}
}
