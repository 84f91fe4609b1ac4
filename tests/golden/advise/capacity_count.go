// advise: give squares its capacity at once
// but: make panics when n is negative, where the loop does nothing
package main

var count = 20

func list(n int) []int {
	squares := []int{}
	for i := 0; i < n; i++ {
		squares = append(squares, i*i)
	}
	return squares
}

func Run() int { return len(list(count)) }

func main() { Run() }
