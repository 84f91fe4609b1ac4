// none
package main

type node struct{ v int }

func f(ok bool) (*node, bool) {
	if !ok {
		return nil, false
	}
	return &node{1}, true
}

func Run() int {
	n, ok := f(true)
	if ok {
		return n.v
	}
	return 0
}

func main() { Run() }
