package p

func mk(p *int) *int { return p }
func two() (*int, interface{}) {
	return new(int), 3
}

var x = 1
var a = mk(&x)
var b, c = two()
var d interface{} = mk(new(int))
var e = (*t).get
var f = inst.get
var inst = &t{}
var s = "a" + str()

type t struct{ p *int }

func (x *t) get() *int { return x.p }
func str() string      { return "b" }

func init() {
	y := 2
	a = &y
}
func init() { b = new(int) }
