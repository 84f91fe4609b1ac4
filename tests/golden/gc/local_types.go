package p

var sink interface{}

func one() {
	type t struct{ p *int }
	sink = &t{}
	sink = t{}
	sink = []t{{}}
}

func two() interface{} {
	type t struct{ n int }
	type u = t
	return u{3}
}
