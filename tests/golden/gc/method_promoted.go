package p

type base struct{ p *int }

func (b *base) ptr() *int { return b.p }
func (b base) val() *int  { return b.p }

type outer struct {
	base
	n int
}
type viaPointer struct{ *base }

var sink interface{}

func promoted(o *outer, v viaPointer, w outer) {
	sink = *o.ptr()
	sink = *v.ptr()
	sink = *v.val()
	sink = *w.val()
	f := o.ptr
	_ = f
	sink = o.base.p
}
