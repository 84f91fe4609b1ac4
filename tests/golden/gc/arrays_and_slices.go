package p

func arrayElem(a [3]*int, i int) *int    { return a[i] }
func sliceElem(s []*int, i int) *int     { return s[i] }
func pointerElem(a *[3]*int, i int) *int { return a[i] }
func arrayAddr(i int) *int {
	var a [3]int
	return &a[i]
}
func sliceAddr(s []int, i int) *int          { return &s[i] }
func pointerSlice(a *[3]int) []int           { return a[1:] }
func fieldArray(s *struct{ a [4]int }) []int { return s.a[:2] }
func arrayCopy(a *[3]*int) [3]*int           { return *a }
