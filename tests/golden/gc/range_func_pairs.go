package p

func pairs(s []string) func(func(int, string) bool) {
	return func(yield func(int, string) bool) {
		for i, v := range s {
			if !yield(i, v) {
				return
			}
		}
	}
}

func use(s []string) (n int) {
	for i, v := range pairs(s) {
		if v == "" {
			continue
		}
		if i > 3 {
			break
		}
		n += i
	}
	return n
}

func none(it func(func() bool)) {
	for range it {
	}
}
