package p

type stack struct{ items []interface{} }

func (s *stack) push(v interface{}) { s.items = append(s.items, v) }
func (s *stack) pop() interface{} {
	v := s.items[len(s.items)-1]
	s.items = s.items[:len(s.items)-1]
	return v
}

func sum(vals ...int) int {
	var s stack
	for _, v := range vals {
		s.push(v)
	}
	n := 0
	for len(s.items) > 0 {
		n += s.pop().(int)
	}
	return n
}
