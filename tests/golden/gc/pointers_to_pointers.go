package p

var g ***int

func levels() {
	x := 1
	p := &x
	pp := &p
	g = &pp
}

func local() int {
	x := 1
	p := &x
	pp := &p
	ppp := &pp
	return ***ppp
}

func store(pp **int, p *int) { *pp = p }
func load(pp **int) (r *int) {
	r = *pp
	return r
}
func addrOfDeref(p *int) *int { return &*p }
func derefOfAddr(p *int) *int { return *&p }
