package p

func addresses() []*int {
	var all []*int
	for i := 0; i < 3; i++ {
		all = append(all, &i)
	}
	return all
}

func captured() []func() int {
	var all []func() int
	for i, j := 0, 1; i < 3; i, j = i+1, j+1 {
		all = append(all, func() int { return i + j })
	}
	return all
}

func changed() []func() int {
	var all []func() int
	for i := 0; i < 3; i++ {
		i++
		all = append(all, func() int { return i })
	}
	return all
}
