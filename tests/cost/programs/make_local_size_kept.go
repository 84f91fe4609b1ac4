// Needs Go 1.26.
package cost

func FKept() int {
	n := 100
	s := make([]int, n)
	return len(s)
}
