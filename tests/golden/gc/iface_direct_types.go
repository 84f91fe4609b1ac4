package p

type onePtr struct{ p *int }
type oneElem [1]*int
type nested struct{ o onePtr }
type blankPtr struct {
	_ struct{}
	p *int
}
type twoWords struct{ p, q *int }
type zero struct{}

var sink interface{}

func direct(a onePtr, b oneElem, c nested, d blankPtr) {
	sink = a
	sink = b
	sink = c
	sink = d
}

func indirect(e twoWords, z zero, u uintptr) {
	sink = e
	sink = z
	sink = u
}
