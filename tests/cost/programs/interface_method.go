package cost

type shape interface{ area() int }

type square struct{ side int }

func (s square) area() int { return s.side * s.side }

type circle struct{ r int }

func (c *circle) area() int { return c.r }

var s shape = square{}
var side = 3000

func FValue() shape { return square{2} }

// threshold 255 bits
func FVariableBeyond() shape { return square{side} }

func FPointer() shape { return &circle{side} }

func FCall() int { return s.area() }
