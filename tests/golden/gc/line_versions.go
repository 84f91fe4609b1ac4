//go:build go1.19

package P

func before(n int) {
	for i := range make([]int, n) {
		defer func() int { return i }()
	}
}

//line other.go:7
func behind(n int) {
	for i := range make([]int, n) {
		defer func() int { return i }()
	}
}
