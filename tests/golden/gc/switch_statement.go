package p

func pick(n int, p, q *int) *int {
	switch x := n + 1; {
	case x > 3:
		return p
	case x < 0:
		y := x
		return &y
	default:
		return q
	}
}

func fall(n int) (r *int) {
	switch n {
	case 1:
		r = new(int)
		fallthrough
	case 2:
		r = new(int)
	}
	return r
}

func ifaceTag(e interface{}, n int) bool {
	switch e {
	case n, "x":
		return true
	case nil:
	}
	return false
}
