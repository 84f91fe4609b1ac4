package p

func toArray(s []*int) [2]*int  { return [2]*int(s) }
func toPointer(s []int) *[2]int { return (*[2]int)(s) }
func local() int {
	s := make([]int, 4)
	p := (*[4]int)(s)
	a := [2]int(s)
	return p[0] + a[1]
}
