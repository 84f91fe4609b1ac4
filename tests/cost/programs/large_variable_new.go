// Needs Go 1.24.
package cost

func FPastLimit() byte {
	var a [128<<10 + 1]byte
	p := &a
	return p[5]
}
