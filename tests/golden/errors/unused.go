package p

func f() {
	x := 1
	var y, z int
	_ = z
	for i := range 3 {
	}
	func() { w := 2 }()
}
