package P

// Instances as values in initialisers: receivers are variables of the package that are set last.

type Box[T any] struct{ v *T }

func (b *Box[T]) Get() *T { return b.v }
func (b Box[T]) Val() *T  { return b.v }
func mk() *Box[int]       { return new(Box[int]) }
func keep[T any](x T) any { return x }

var a = (&Box[int]{}).Get
var b = mk().Get
var c = Box[int]{v: new(int)}.Val
var d = (*Box[int]).Get
var e = keep[int]
var f = keep(new(int))
var g = func() *int { return mk().Get() }
var h = [...]func() *int{mk().Get, Box[int]{}.Val, a}
var i any = mk().Val
var bb Box[string]
var j = bb.Get
var k, l = bb.Val, keep[*int]
var m = map[string]func() *int{"a": mk().Get}

func z() {
	x := mk().Get
	_ = x
	y := Box[int]{new(int)}.Val
	_ = y
}
