package p

func existing(s []int) *int {
	var i, v int
	for i, v = range s {
		println(i)
	}
	return &v
}

var field struct{ k, v *int }

func intoFields(s []*int) {
	for _, field.v = range s {
	}
}

func intoMap(m map[int]*int, s []*int) {
	for i := range s {
		m[i] = s[i]
	}
}
