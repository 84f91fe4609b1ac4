package p

func slice(s []*int) *int {
	for _, p := range s {
		return p
	}
	return nil
}

func array(a [3]*int) *int {
	for _, p := range a {
		return p
	}
	return nil
}

func arrayPointer(a *[3]*int) *int {
	for _, p := range a {
		return p
	}
	return nil
}

func addresses(s []int) []*int {
	var r []*int
	for i, v := range s {
		r = append(r, &v, &i)
	}
	return r
}
