package p

var g []*int

func local(p *int) *int {
	s := []*int{p, nil}
	return s[0]
}
func global(p *int)     { g = []*int{p} }
func returned() []int   { return []int{1, 2, 3} }
func empty() []int      { return []int{} }
func keyed(n int) []int { return []int{5: n, 2: 1} }
func nested() [][]int   { return [][]int{{1}, {2, 3}} }
func ofStructs() []struct{ x int } {
	return []struct{ x int }{{1}, {2}}
}
func elided() []*struct{ x int } {
	return []*struct{ x int }{{1}, {x: 2}}
}
func pointer() *[]int { return &[]int{1} }

func sliced() []int {
	a := [...]int{1, 2, 3}
	return a[:0:0]
}
