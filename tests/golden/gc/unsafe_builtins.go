package p

import "unsafe"

func add(p unsafe.Pointer, n int) unsafe.Pointer { return unsafe.Add(p, n) }
func slice(p *byte, n int) []byte                { return unsafe.Slice(p, n) }
func text(p *byte, n int) string                 { return unsafe.String(p, n) }
func data(s []byte) *byte                        { return unsafe.SliceData(s) }
func textData(s string) *byte                    { return unsafe.StringData(s) }
func local() int {
	var a [4]byte
	return len(unsafe.Slice(&a[0], 4))
}
