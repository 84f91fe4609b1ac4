package P

// Types that become interfaces with methods are described before the analysis, and with them the functions that compare
// their values. Those are told apart by what they compare, not by type.

type talker interface{ Talk() string }

type one struct {
	name string
	next *one
}

type same struct {
	text string
	n    uint64
}

type wide struct {
	_     int
	words [9]uint64
	small int32
	pad   byte
	any   interface{}
	t     talker
	f     float32
	c     complex128
	s, u  string
}

type arrays struct {
	four  [4]string
	seven [7]same
	one   [1]string
	zero  [0]string
	bytes [100]byte
	deep  [5][3]talker
}

type keyed struct{ m map[arrays]map[wide]one }

type tail struct {
	b bool
	s string
	x int8
}

type strings string

type never struct {
	f func()
	s string
}

func (o one) Talk() string     { return o.name }
func (s *same) Talk() string   { return s.text }
func (w wide) Talk() string    { return w.s }
func (a arrays) Talk() string  { return a.one[0] }
func (k keyed) Talk() string   { return "" }
func (t tail) Talk() string    { return t.s }
func (s strings) Talk() string { return string(s) }
func (n never) Talk() string   { return n.s }

var global talker = tail{s: "global"}

var table = []interface{}{talker(strings("t")), keyed{}}

func use(o one, s *same, w wide, a arrays, k keyed, n never) []talker {
	var x interface{} = o
	if t, ok := x.(talker); ok {
		return []talker{t}
	}
	if _, ok := global.(tail); ok {
		return nil
	}
	switch global.(type) {
	case strings, *wide:
		return nil
	}
	return []talker{o, s, w, a, k, n}
}

func ranged(m map[one]tail) (t talker) {
	for _, t = range m {
	}
	return
}

func generic[T talker](t T) talker { return t }

type local[T any] struct {
	t T
	s string
}

func (l local[T]) Talk() string { return l.s }

func instances() (talker, talker) {
	type mine struct {
		one
		f float64
		s string
	}
	return generic(mine{}), local[mine]{}
}
