package p

var g *int
var gs []*int

type t struct {
	p  *int
	pp **int
	s  []*int
}

func heap(p *int)                 { g = p }
func content(p **int)             { g = *p }
func deeper(p ***int)             { g = **p }
func slice(s []*int)              { g = s[0] }
func field(x *t)                  { g = x.p }
func fieldDeep(x *t)              { g = *x.pp }
func fieldValue(x t)              { g = x.p }
func resultAndHeap(p **int) **int { g = *p; return p }
func heapAndResult(p *int) *int   { g = p; return p }
func sliceWhole(x *t) []*int      { return x.s }
func sliceOf(x *t) []*int         { gs = x.s; return x.s[1:] }
