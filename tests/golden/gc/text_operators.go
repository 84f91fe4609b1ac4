package p

var sink interface{}

func binary(a, b, c int, x, y bool, p **int, u uint8) {
	sink = a*2 + 1
	sink = a * (2 + b)
	sink = a - (b - c)
	sink = a &^ b << 3
	sink = -a
	sink = - -a
	sink = ^a | b ^ c
	sink = !x && (y || x)
	sink = a < b == x
	sink = **p
	sink = (a + b) % c
	sink = u>>1 + 1
	sink = -(a + b)
	sink = +a
}
