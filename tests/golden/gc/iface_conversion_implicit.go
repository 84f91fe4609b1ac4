package p

var sink interface{}

type named int

func use(a, b interface{}) {}

func conversions(n int, s string, b []byte, a [2]int, f float64, c complex128, m named, r rune) {
	sink = n
	sink = s
	sink = b
	sink = a
	sink = f
	sink = c
	sink = m
	sink = r
	use(n, s)
}

func pointers(p *int, m map[int]int, c chan int, f func()) {
	sink = p
	sink = m
	sink = c
	sink = f
}
