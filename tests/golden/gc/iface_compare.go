package p

var sink interface{}

func compare(n int, s string, e error) bool {
	if sink == n {
		return true
	}
	if s == sink {
		return false
	}
	return sink != nil && e == nil && sink == 3
}

type t struct{ a, b int }

func compareStruct(i interface{}, v t, p *t) bool {
	return i == v || i == p
}
