package cost

type pair struct{ a, b int }
type person struct {
	name string
	age  int
}

var n = 3

func FPair() interface{} { return pair{1, 2} }

func FZero() interface{} { return pair{} }

func FPerson() interface{} { return person{"a", 1} }

func FArray() interface{} { return [2]int{1, 2} }

func FVariable() interface{} { return pair{n, 2} }

func FNested() interface{} { return struct{ p person }{person{"x", 2}} }
