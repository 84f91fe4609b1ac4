package p

func va(n int, p ...*int)   {}
func vi(a ...interface{})   {}
func keep(p ...*int) []*int { return p }
func first(p ...*int) *int  { return p[0] }

var g []*int

func calls(x *int, s []*int, i []interface{}) {
	va(1)
	va(1, x)
	va(1, x, new(int))
	va(1, s...)
	vi(1, "a", x, nil)
	vi(i...)
	vi([]interface{}{1, 2}...)
	g = keep(x)
	_ = first(new(int), x)
}
