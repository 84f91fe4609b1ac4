package P

type Box0[P any] struct {
	v P
}

type Source1[P any] interface {
}

type Source2[P any] interface {
	Get() P
}

func h0() {
	h2(nil, &[]any{})
}

func h1[P any](i P) P {
	_ = Box0[P]{}
	return i
}

func h2[P any](v *P, k *P) {
	t := h1[Source1[P]]
	_ = t
	u := h1[Source2[P]]
	_ = u
}

func (b *Box0[P]) Put() (p *P) {
	b.v = b.v
	return nil
}
