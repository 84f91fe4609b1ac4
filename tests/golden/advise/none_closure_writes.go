// none
package main

func counter() func() int {
	c := 0
	return func() int {
		c++
		return c
	}
}

func Run() int { return counter()() }

func main() { Run() }
