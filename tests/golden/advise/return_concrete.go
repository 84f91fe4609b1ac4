// advise: return the concrete type: func create(n int) person
// but: callers get a person, not an interface
package main

type person struct{ name, city string }

func (p person) hello() string { return p.name }

func create(n int) interface{ hello() string } {
	p := person{name: "x"}
	p.city = "y"
	return p
}

func Run() int {
	p := create(3)
	return len(p.hello())
}

func main() { Run() }
