// Directives that only the later stages refuse.
package p

//go:embed x.txt
var a string

//go:noinline
var b int

//go:nosplit
type t struct{}

//go:linkname h
func h() {}

//go:noescape
func j(p *int) {}

//go:embed x.txt
func g() {}
