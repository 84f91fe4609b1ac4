package p

type t struct{ p *int }

func (x *t) ptr() *int { return x.p }
func (x t) val() *int  { return x.p }

type in interface{ ptr() *int }

func use(x *t, y t, i in) (*int, *int, *int) {
	f := (*t).ptr
	g := t.val
	h := in.ptr
	k := (*t).val
	k(x)
	return f(x), g(y), h(i)
}
