//go:build go1.21

package p

func g() {
	for range 3 {
	}
}
