package cost

type empty struct{}

func FEmpty() interface{} { return empty{} }

func FVariable() interface{} {
	var e empty
	return e
}

func FArray() interface{} { return [0]int{} }
