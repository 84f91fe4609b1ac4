package P

import _ "unsafe"

// Functions with a linkname have a wrapper that assembly calls.

//go:linkname pushed
func pushed(p *int, names ...string) (*int, error) { return p, nil }

//go:linkname renamed other.name
func renamed(p *int, q **int) { *q = p }

//go:linkname nothing
func nothing() {}

//go:linkname pulled other.pulled
func pulled(p *int) *int

func use(q **int) (*int, error) {
	x := 1
	nothing()
	renamed(pulled(&x), q)
	return pushed(&x, "a")
}
