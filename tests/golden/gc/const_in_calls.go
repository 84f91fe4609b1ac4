package p

func use(a interface{}, n int64) {}
func vari(a ...interface{})      {}

const big = 1 << 62

type kind uint

const (
	a kind = iota
	b
	c
)

func calls() {
	use(big, big)
	use(a, 1)
	vari(a, b, c)
	vari("x"+"y", 'c', 1.5, 3/2, 3/2.0)
	vari(len("abc"), 1 == 2)
}
