// none
package main

type mutex struct{ state int }

func (m *mutex) Lock() { m.state++ }

type guarded struct {
	m mutex
	n int
}

func f() *guarded {
	g := guarded{n: 1}
	return &g
}

func Run() int {
	g := f()
	g.m.Lock()
	return g.n
}

func main() { Run() }
