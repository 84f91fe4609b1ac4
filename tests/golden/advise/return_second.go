// advise: return the object itself: func f(v int) (bool, node)
// but: callers get a copy
package main

type node struct{ v int }

func f(v int) (bool, *node) {
	if v < 0 {
		return false, &node{}
	}
	return true, &node{v}
}

func Run() int {
	ok, n := f(1)
	if ok {
		return n.v
	}
	return 0
}

func main() { Run() }
