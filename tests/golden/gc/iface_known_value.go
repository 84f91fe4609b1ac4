package p

var sink interface{}

func constants() {
	s := "abc"
	sink = s
	n, m := 5, int64(6)
	sink = n
	sink = m
	k := 1
	k++
	sink = k
	t := s
	sink = t
	func() { sink = s }()
}

func addressTaken() {
	n := 5
	p := &n
	sink = n
	*p = 1
}
