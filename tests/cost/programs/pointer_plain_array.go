package cost

func F100() *[100]byte {
	var v [100]byte
	return &v
}

func F512() *[512]byte {
	var v [512]byte
	return &v
}

func F513() *[513]byte {
	var v [513]byte
	return &v
}

func F1024() *[1024]byte {
	var v [1024]byte
	return &v
}

func F1025() *[1025]byte {
	var v [1025]byte
	return &v
}

func F5000() *[5000]byte {
	var v [5000]byte
	return &v
}

func F8192() *[8192]byte {
	var v [8192]byte
	return &v
}

func F28673() *[28673]byte {
	var v [28673]byte
	return &v
}
