package cost

var last interface{}

func FRecovered() {
	defer func() { last = recover() }()
	panic("text")
}
