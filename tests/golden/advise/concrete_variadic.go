// advise: let total take the type itself: list ...square
// but: total accepts nothing else
package main

type shape interface{ area() int }

type square struct{ side, n int }

func (s square) area() int { return s.side * s.side }

var side = 3

func total(list ...shape) int {
	sum := 0
	for _, s := range list {
		sum += s.area()
	}
	return sum
}

func Run() int { return total(square{side, 1}, square{2, side}) + total(square{side, side}) }

func main() { Run() }
