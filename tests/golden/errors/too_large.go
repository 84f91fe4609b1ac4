// Types that gc can't lay out.
package p

type big [1 << 17]byte

var c chan big
var m map[string][1 << 31]byte
var k map[[1 << 31]byte]int
var a [1 << 50]byte

type s struct {
	c chan<- big
}

func f(n int, c <-chan big) {}

func g() {
	c := make(chan big, 3)
	close(c)
}
