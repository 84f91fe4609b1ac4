// advise: give names its capacity at once
// but: names is empty, not nil, when nothing is appended
package main

var ids = []int{1, 2, 3, 4, 5, 6, 7, 8, 9}

func double(list []int) []int {
	var names []int
	for _, id := range list {
		if id > 0 {
			names = append(names, id*2)
		}
	}
	return names
}

func Run() int { return len(double(ids)) }

func main() { Run() }
