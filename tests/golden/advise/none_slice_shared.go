// none
package main

type point struct{ x int }

func Run() int {
	all := []*point{{1}, {2}}
	some := append([]*point{}, all[1:]...)
	some[0].x = 7
	for _, p := range all {
		p.x++
	}
	return all[1].x
}

func main() { Run() }
