// advise: let walk take the type itself: v *sum
// but: walk accepts nothing else
package main

type visitor interface{ visit(n int) }

type sum struct{ total int }

func (s *sum) visit(n int) { s.total += n }

func walk(ns []int, v visitor) {
	for _, n := range ns {
		v.visit(n)
	}
}

func Run() int {
	v := &sum{}
	walk([]int{1, 2, 3}, v)
	var w sum
	walk([]int{4, 5}, &w)
	return v.total*10 + w.total
}

func main() { Run() }
