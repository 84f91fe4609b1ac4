// none
package main

func pair() []int {
	s := []int{1, 2}
	return s
}

func Run() int {
	a := pair()
	b := a
	b[0] = 5
	return a[0]
}

func main() { Run() }
