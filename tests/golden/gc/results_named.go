package p

func set(p *int) (r *int, err error) {
	defer func() { err = nil }()
	r = p
	return r, nil
}

func captured() (n int) {
	defer func() { n++ }()
	return 1
}

func escapes() (n int, f func()) {
	f = func() { n = 2 }
	return
}

func reassigned(p, q *int) (r *int) {
	r = p
	if r == nil {
		return q
	}
	return
}
