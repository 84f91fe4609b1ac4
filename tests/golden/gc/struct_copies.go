package p

type inner struct{ p *int }
type outer struct {
	in  inner
	arr [2]inner
}

var g outer

func copyOut(o *outer) outer    { return *o }
func copyIn(o *outer, v outer)  { *o = v }
func toGlobal(o outer)          { g = o }
func inner1(o outer) *int       { return o.in.p }
func inner2(o *outer) *int      { return o.arr[1].p }
func partial(o *outer, i inner) { o.arr[0] = i }
func local(p *int) *int {
	var o outer
	o.in = inner{p}
	o.arr[0] = o.in
	q := o
	return q.arr[0].p
}
