// none
package main

var names = []string{"a", "b", "c", "d", "e"}

// names is longer when the loop begins than where all would get its capacity.
func copies(names []string) []string {
	all := []string{}
	names = append(names, "last")
	for _, name := range names {
		all = append(all, name)
	}
	return all
}

func Run() int { return len(copies(names)) }

func main() { Run() }
