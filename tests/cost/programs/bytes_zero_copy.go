// Needs Go 1.22.
package cost

var text = "0123456789012345678901234567890123456789"

func FRead() byte {
	b := []byte(text)
	return b[3]
}
