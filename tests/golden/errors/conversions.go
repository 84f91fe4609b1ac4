package p

type T struct{ a int }

func f(s string, b []byte, i int, p *int, t T) {
	_ = int(s)
	_ = string(p)
	_ = []int(s)
	_ = T(i)
	_ = (*T)(p)
	_ = [4]byte(s)
	_ = int("a")
	_ = byte(300)
	_ = int(1.5)
	_ = float64("x")
	_ = bool(i)
	_ = int(s, 1)
	_ = int()
	_ = [2]byte(b)
}
