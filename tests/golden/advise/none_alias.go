// none
package main

var keep []*int

func f() *int {
	i := 0
	keep = append(keep, &i)
	return &i
}

func Run() int { return *f() }

func main() { Run() }
