package p

func literals(n int) {
	a := [70000]byte{}
	b := [140000]byte{1: 1}
	s := []byte{70000: 1}
	t := [3][]int{{1}, {2}, {3}}
	_, _ = s, t
	_ = a[n] + b[n]
}
