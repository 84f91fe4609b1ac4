package p

type node struct {
	l, r *node
	v    *int
}

func (n *node) sum() int {
	if n == nil {
		return 0
	}
	return *n.v + n.l.sum() + n.r.sum()
}

func last(n *node) *node {
	if n.r == nil {
		return n
	}
	return last(n.r)
}

func grow(n int, p *int) *int {
	if n == 0 {
		return p
	}
	x := n
	return grow(n-1, &x)
}
