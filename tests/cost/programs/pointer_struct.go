package cost

type pair struct{ a, b int }
type link struct{ next *link }
type named struct {
	name string
	size int
}
type padded struct {
	a bool
	b int
	c bool
}

func FPair() *pair { return &pair{1, 2} }

func FLink() *link { return &link{} }

func FNamed() *named { return &named{"x", 1} }

func FPadded() *padded {
	var v padded
	return &v
}

func FKept() int {
	v := &pair{1, 2}
	return v.a
}
