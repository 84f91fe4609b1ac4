package P

// Directives that name no file, or another one, in the middle of a line and alone.

var sink any

func f() {
	x := 1
	sink = /*line :10*/ x
	y := 2
	sink = &y /*line foo.go:20:3*/
	z := 3
	sink = /*line bar.go:5*/ &z
	w := 3
	sink = /*line :30:7*/ &w
}
//line :10
func g(p *int) {}
//line x.go:7
func h(p *int) {}
//line :8
func i(p *int) {}
//line :8:4
func j(p *int) {}
