package p

type num int
type fn func(int)
type pt *int

var sink interface{}

func conversions(n int, f float64, p *int, b []byte, g func(int), c chan int) {
	sink = num(n)
	sink = float32(f)
	sink = int8(n) + 1
	sink = string(b) + "x"
	sink = len([]rune("abc"))
	sink = uint8(n)
	sink = []byte("abc")
	sink = fn(g)
	sink = (<-chan int)(c)
	sink = num(num(n) + 1)
	sink = complex(f, 1)
	sink = real(complex(f, 2))
}
