package p

type E interface{ Error() string }
type T int

func (t *T) Error() string { return "" }

func f() error { return T(1) }
func g() error { var p *T; return p }
func h(e E) { e.Foo(); var _ int = e; _ = e == 1; _ = e.(int); _ = e.(interface{ Error() int }) }
