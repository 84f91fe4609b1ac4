package p

func f() {
	x := []int{1, 2
	}
	y := f(1, 2
	z := "abc
	w := ''
}
