// advise: keep the values themselves in list: []point
// but: list holds copies
package main

type point struct{ x, y int }

func Run() int {
	var list []*point
	for i := 0; i < 3; i++ {
		list = append(list, &point{i, i})
	}
	total := 0
	for _, p := range list {
		total += p.x
	}
	return total + list[0].y
}

func main() { Run() }
