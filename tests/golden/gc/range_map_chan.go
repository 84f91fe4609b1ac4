package p

func keys(m map[*int]string) *int {
	for k := range m {
		return k
	}
	return nil
}

func values(m map[string]*int) *int {
	for _, v := range m {
		return v
	}
	return nil
}

func channel(c chan *int) *int {
	for v := range c {
		return v
	}
	return nil
}

func captured(m map[string]int) (r []func() string) {
	for k, v := range m {
		r = append(r, func() string {
			println(v)
			return k
		})
	}
	return
}
