package p

import "unsafe"

var g unsafe.Pointer

func toPointer(p *int) unsafe.Pointer { return unsafe.Pointer(p) }
func toUintptr(p *int) uintptr        { return uintptr(unsafe.Pointer(p)) }
func roundTrip(p *int, n uintptr) unsafe.Pointer {
	return unsafe.Pointer(uintptr(unsafe.Pointer(p)) + n)
}
func lost(p *int) unsafe.Pointer {
	u := uintptr(unsafe.Pointer(p))
	return unsafe.Pointer(u)
}
func cast(p *int) *[4]byte { return (*[4]byte)(unsafe.Pointer(p)) }
func store()               { x := 1; g = unsafe.Pointer(&x) }
func size() uintptr        { var x [3]int; return unsafe.Sizeof(x) }
