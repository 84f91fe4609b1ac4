// Needs Go 1.26.
package cost

type wide [3]int
type tooWide [5]int

var one, two = 1, 2

// threshold 24 bytes
func FWithin() int {
	s := make([]wide, one)
	return len(s)
}

// threshold 24 bytes
func FBeyond() int {
	s := make([]wide, two)
	return len(s)
}

func FTooWide() int {
	s := make([]tooWide, one)
	return len(s)
}
