// none
package main

func adder(n int) func(int) int {
	p := &n
	*p = *p + 1
	add := func(x int) int { return x + n }
	*p = 7
	return add
}

func Run() int { return adder(3)(4) }

func main() { Run() }
