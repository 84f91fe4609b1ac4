package P

// Generic methods (Go 1.27) are in no method set: neither wrappers nor promoted ones.

type S struct{ p *int }

func (s *S) Put[T any](t T, p *int) T {
	s.p = p
	return t
}

func (s S) Get() *int { return s.p }

type embeds struct {
	*S
	x any
}

type getter interface{ Get() *int }

func use(e embeds) (getter, int) {
	x := 1
	return e, e.Put(2, &x)
}
