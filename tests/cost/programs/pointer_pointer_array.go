package cost

func F64() *[8]*int {
	var v [8]*int
	return &v
}

func F512() *[64]*int {
	var v [64]*int
	return &v
}

func F520() *[65]*int {
	var v [65]*int
	return &v
}

func F1016() *[127]*int {
	var v [127]*int
	return &v
}

func F1024() *[128]*int {
	var v [128]*int
	return &v
}

func F5000() *[625]*int {
	var v [625]*int
	return &v
}

func F8192() *[1024]*int {
	var v [1024]*int
	return &v
}
