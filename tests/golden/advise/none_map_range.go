// none
package main

type entry struct{ hits int }

func Run() int {
	m := map[string]*entry{}
	m["a"] = &entry{}
	for _, e := range m {
		e.hits++
	}
	return m["a"].hits
}

func main() { Run() }
