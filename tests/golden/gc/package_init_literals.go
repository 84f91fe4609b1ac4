package p

type point struct{ x, y int }

var static = []point{{1, 2}, {3, 4}}
var pointers = []*point{{1, 2}, {3, 4}}
var nested = [][]int{{1}, {2, 3}}
var dynamic = []int{f(), 2}
var array = [2]*int{new(int), nil}
var table = map[string]*point{"a": {1, 2}}
var funcs = []func(*int){func(p *int) {}, g}
var empty = map[string]bool{}
var ifaces = [...]interface{}{point{}, &point{}, f}
var copied = static

func f() int   { return 1 }
func g(p *int) {}
