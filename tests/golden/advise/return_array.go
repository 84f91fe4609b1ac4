// advise: return an array: func primes() [4]int
// but: callers get a copy of the elements
package main

func primes() []int {
	s := []int{2, 3, 5, 7}
	s[0] = 1
	return s
}

func sum(list []int) int {
	n := 0
	for _, v := range list {
		n += v
	}
	return n
}

func Run() int {
	p := primes()
	return p[1] + len(p) + sum(p)
}

func main() { Run() }
