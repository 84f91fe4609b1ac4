// none
package main

type entry struct{ hits int }

func Run() int {
	m := map[string]*entry{"a": {}}
	m["b"] = &entry{}
	m["b"].hits++
	e := m["a"]
	e.hits = 3
	return m["a"].hits
}

func main() { Run() }
