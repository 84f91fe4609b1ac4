package p

func of(n int) *int { return new(n) }

func local(n int) int {
	p := new(n + 1)
	return *p
}

type t struct{ p *int }

var g *t

func ofStruct(p *int) { g = new(t{p}) }
func looped() (all []*int) {
	for i := range 3 {
		all = append(all, new(i))
	}
	return all
}
func ofString() *string { return new("x") }
