package p

type stringer interface{ String() string }
type str string

func (s str) String() string { return string(s) }

var sink interface{}

func explicit(n int, s str) {
	sink = interface{}(n)
	sink = any(n)
	sink = stringer(s)
	sink = (interface{})(s)
	var i stringer = s
	sink = i
	_ = interface{}(n)
	_ = error(nil)
}
