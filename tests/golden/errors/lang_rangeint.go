// -lang=go1.21
package p

func f() {
	for i := range 10 {
		_ = i
	}
	for range 3 {
	}
	for x := range func(yield func(int) bool) {} {
		_ = x
	}
}
