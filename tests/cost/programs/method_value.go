package cost

type point struct{ x, y int }

func (p point) sum() int { return p.x + p.y }

func (p *point) move() { p.x++ }

type empty struct{}

func (empty) nothing() {}

type adder interface{ sum() int }

var origin point
var somebody adder = origin

func FValue() func() int { return origin.sum }

func FPointer() func() {
	p := &origin
	return p.move
}

func FEmpty() func() {
	var e empty
	return e.nothing
}

func FInterface() func() int { return somebody.sum }

func FKept() int {
	f := origin.sum
	return f()
}
