// -lang=go1.20
package p

func f(a, b int, m map[int]int) {
	_ = min(a, b)
	_ = max(a, b)
	clear(m)
}
