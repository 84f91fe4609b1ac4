package p

type node struct {
	next *node
	val  *int
	arr  [2]*int
}

func fieldOfValue(p *int) {
	var n node
	n.val = p
	n.arr[0] = p
	_ = n
}

func fieldOfPointer(n *node, p *int) { n.val = p }
func elementOfPointer(n *node, p *int) {
	n.arr[1] = p
}

func chain(n *node, m *node) { n.next.next = m }
func read(n *node) *int      { return n.next.val }
func readValue(n node) *int  { return n.val }
