// go: 1.19
// advise: declare kept with its own type: square
package main

type shape interface{ area() int }

type square struct{ side, n int }

func (s square) area() int { return s.side * s.side }

var side = 3

func Run() int {
	var kept shape = square{side, 1}
	measure := func() int { return kept.area() }
	return measure() + kept.area()
}

func main() { Run() }
