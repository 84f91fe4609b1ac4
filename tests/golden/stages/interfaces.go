package main

type shape interface{ area() float64 }

type square struct{ side float64 }

func (s *square) area() float64 { return s.side * s.side }

type keeper struct{ last interface{} }

func (k *keeper) keep(v interface{}) { k.last = v }

func total(shapes []shape) float64 {
	sum := 0.0
	for _, s := range shapes {
		sum += s.area()
	}
	return sum
}

func main() {
	var s shape = &square{2}
	_ = s.area()
	_ = total([]shape{&square{1}, s})
	var k keeper
	n := 1000
	k.keep(n)
	k.keep("text")
}
