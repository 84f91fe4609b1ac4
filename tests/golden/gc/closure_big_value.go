package p

func fits() func() byte {
	var a [128]byte
	return func() byte { return a[0] }
}

func tooBig() func() byte {
	var a [129]byte
	return func() byte { return a[0] }
}

func localBig() byte {
	var a [200]byte
	f := func() byte { return a[1] }
	return f()
}
