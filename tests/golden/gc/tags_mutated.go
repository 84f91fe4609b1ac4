package p

func write(p *int)               { *p = 1 }
func writeElem(s []int)          { s[0] = 1 }
func writeMap(m map[int]int)     { m[1] = 2 }
func callIt(f func())            { f() }
func callRes(f func() *int) *int { return f() }
func callField(t struct{ f func() int }) int {
	return t.f()
}
func passOn(p *int)         { write(p) }
