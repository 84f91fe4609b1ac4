package cost

type node struct {
	next  *node
	value int
}

type tree struct{ left, right *node }

var root *node
var list []*int
var table = map[int]*int{1: nil}

func FGlobal() { root = &node{value: 1} }

func FField() *tree { return &tree{left: &node{}} }

func FElement() int {
	s := make([]*int, 2)
	i := 1
	s[0] = &i
	return *s[0]
}

func FArrayElement() int {
	var s [2]*int
	i := 1
	s[0] = &i
	return *s[0]
}

func FMapValue() {
	i := 1
	table[1] = &i
}
