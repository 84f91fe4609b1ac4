// advise: return p itself: func (f factory) make(x int) point
// but: callers get a copy
package main

type point struct{ x, y int }

func (p *point) move() { p.x++ }

type factory struct{ n int }

func (f factory) make(x int) *point {
	p := &point{y: f.n}
	p.x = x
	return p
}

func Run() int {
	var f factory
	p := f.make(3)
	p.move()
	p.y = 4
	return p.x + f.make(2).y
}

func main() { Run() }
