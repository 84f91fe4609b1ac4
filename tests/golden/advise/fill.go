// advise: let the caller give the place to fill: func read(seed int, out *page)
// but: callers own the object
package main

type page struct {
	data [512]byte
	size int
}

func read(seed int) *page {
	p := page{size: seed}
	p.data[0] = 1
	return &p
}

func Run() int {
	p := read(4)
	return p.size + int(p.data[0])
}

func main() { Run() }
