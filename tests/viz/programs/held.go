package p

type shape interface{ area() int }
type sq struct{ n [4]int }

func (s sq) area() int { return s.n[0] }

func newShape(n int) shape { return sq{[4]int{n}} }
func newSq() *sq           { return &sq{} }

type pair struct {
	a shape
	b *sq
}

func run() int {
	list := []shape{newShape(1), newShape(2)}
	ptrs := []*sq{newSq()}
	m := map[string]shape{"a": newShape(3)}
	pr := pair{newShape(4), newSq()}
	pp := &pair{b: newSq()}
	var arr [2]shape
	arr[0] = newShape(5)
	list[1] = newShape(6)
	return len(list) + len(ptrs) + len(m) + pr.b.n[0] + pp.b.n[0] + arr[0].area()
}
