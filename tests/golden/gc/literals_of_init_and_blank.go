package P

type node struct{ next **int }

var kept *node

var first = func() { kept.next = kept.next }

func use(t *int) *int { return t }

func _() {
	func() { kept.next = kept.next }()
	func() { kept.next = kept.next }()
}

var second = func() { kept.next = kept.next }

func _() {
	func() { kept.next = kept.next }()
}

// A wrapper that captures nothing stays with init; a literal that captures nothing does not.
func init() {
	for i := 0; i < 3; i++ {
		defer use(new(int))
	}
	s := func(q *int) *int { return q }
	_ = s
	x := 1
	t := func() *int { return &x }
	_ = t
}
