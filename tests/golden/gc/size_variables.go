package p

func exact(i int) byte {
	var a [128 * 1024]byte
	return a[i]
}

func over(i int) byte {
	var b [128*1024 + 1]byte
	return b[i]
}

func wayOver(i int) byte {
	var c [10*1024*1024 + 1]byte
	return c[i]
}

func param(a [200 * 1024]byte) int { return len(a) }
