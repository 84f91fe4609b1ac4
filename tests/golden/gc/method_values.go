package p

type t struct{ p *int }

func (x *t) ptr() *int { return x.p }
func (x t) val() *int  { return x.p }

type in interface{ ptr() *int }

var f func() *int

func bound(x *t, y t) {
	g := x.ptr
	g()
	h := y.val
	h()
	f = x.ptr
}

func boundIface(i in) func() *int { return i.ptr }
func boundLocal() {
	var x t
	g := x.ptr
	_ = g
	f = x.val
}
