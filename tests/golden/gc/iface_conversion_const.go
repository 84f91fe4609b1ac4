package p

var sink interface{}

const k = 42
const big = 1 << 40

type month uint8
type name string

func constants(n int) {
	sink = k
	sink = 1 << 10
	sink = big
	sink = "a" + "b"
	sink = 'x'
	sink = rune(65)
	sink = byte('a')
	sink = 2i
	sink = 1.5
	sink = float32(0.1)
	sink = 6.02e23
	sink = month(3)
	sink = name("n")
	sink = true
	sink = -7
	sink = n + k
	sink = uint8(n) + 3
	sink = n << 3
}
