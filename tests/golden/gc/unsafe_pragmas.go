package p

//go:uintptrescapes
func escapes(a uintptr, b ...uintptr) {}

//go:uintptrescapes
func unnamed(uintptr, *int) {}

func external(p uintptr, q *int)

//go:noinline
func quiet(p *int) *int { return p }
