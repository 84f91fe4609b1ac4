// advise: let measure take the type itself: s square
// but: measure accepts nothing else
package main

type shape interface{ area() int }

type square struct{ side, n int }

func (s square) area() int { return s.side * s.side }

var side = 3

func measure(s shape) int { return s.area() }

func Run() int { return measure(square{side, 1}) + measure(square{2, side}) }

func main() { Run() }
