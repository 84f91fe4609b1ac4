package p

var x int
var x string

func f() {}
func f() {}

type T struct{ a int; a string }

func (T) m() {}
func (T) m() {}

func g(x int) {
	x := 1
	var y int
	var y int
	switch x {
	case 1:
	case 1:
	}
	_ = map[string]int{"a": 1, "a": 2}
	_ = y
}
