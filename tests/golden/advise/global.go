// advise: keep the value itself: var state config
// but: state is never nil, and holds a copy
package main

type config struct{ depth, width int }

var state *config

func setup(n int) { state = &config{depth: n} }

func Run() int {
	setup(3)
	state.width = 2
	return state.depth + (*state).width
}

func main() { Run() }
