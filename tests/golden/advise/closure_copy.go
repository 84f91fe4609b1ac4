// go: 1.19
// advise: let the function literal capture a copy that never changes, not i
// but: each function literal has its own i
package main

var list []func() int

func Run() {
	list = list[:0]
	for i := 0; i < 3; i++ {
		list = append(list, func() int { return i * i })
	}
}

func main() { Run() }
