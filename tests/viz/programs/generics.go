package generics

type Node[T any] struct {
	value T
	next  *Node[T]
}

type List[T any] struct {
	head *Node[T]
	size int
}

func (l *List[T]) Push(v T) {
	l.head = &Node[T]{v, l.head}
	l.size++
}

func Map[T, U any](in []T, f func(T) U) []U {
	out := make([]U, 0, len(in))
	for _, v := range in {
		out = append(out, f(v))
	}
	return out
}

func Use() (*List[string], []int) {
	l := new(List[string])
	l.Push("x")
	k := 10
	return l, Map([]string{"a", "bb"}, func(s string) int { return len(s) + k })
}
