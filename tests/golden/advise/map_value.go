// advise: keep the values themselves in the map: map[…]int
// but: the map holds copies
package main

func Run() int {
	m := make(map[string]*int)
	a := 1
	m["a"] = &a
	return *m["a"]
}

func main() { Run() }
