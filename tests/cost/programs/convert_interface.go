package cost

type stringer interface{ String() string }

type text string

func (t text) String() string { return string(t) }

var s stringer = text("x")

func FInterface() interface{} { return s }
