package p

func zero(n int) {
	a := make([]struct{}, 3)
	b := make([]struct{}, n)
	c := make([][0]int, 2)
	_, _, _ = a, b, c
}
