package P

// A shape whose name ends in a local type is printed without that type's number.

func cloned[S ~[]E, E any](s S) S { return append(S{}, s...) }

func boxed[K comparable, V any](k K, v V) any { return map[K]V{k: v} }

func local() (any, any, any) {
	type record struct{ n int }
	type wide struct {
		a [2]record
		p *record
	}
	a := cloned([]record{{1}})
	b := boxed[[2]record, map[string]*wide]([2]record{}, nil)
	c := cloned([]struct{ r record }{})
	return a, b, c
}
