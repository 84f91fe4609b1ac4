// Needs Go 1.19-1.24.
package cost

var three = 3

func FKept() int {
	s := make([]int, three)
	return len(s)
}
