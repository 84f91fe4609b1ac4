package p

func counter() func() int {
	n := 0
	return func() int {
		n++
		return n
	}
}

func staysLocal() int {
	n := 0
	add := func(k int) { n += k }
	add(1)
	add(2)
	return n
}

func assignedBefore() func() int {
	x := 1
	x = 2
	return func() int { return x }
}

func assignedAfter() func() int {
	x := 1
	f := func() int { return x }
	x = 2
	return f
}
