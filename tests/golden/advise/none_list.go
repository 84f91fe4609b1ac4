// none
package main

type node struct {
	v    int
	next *node
}

var head *node

func push(v int) { head = &node{v, head} }

func Run() { push(1) }

func main() { Run() }
