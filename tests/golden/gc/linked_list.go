package p

type node struct {
	next *node
	val  interface{}
}

type list struct{ head, tail *node }

func (l *list) push(v interface{}) {
	n := &node{val: v}
	if l.tail == nil {
		l.head = n
	} else {
		l.tail.next = n
	}
	l.tail = n
}

func (l *list) each(f func(interface{})) {
	for n := l.head; n != nil; n = n.next {
		f(n.val)
	}
}

func use() (n int) {
	var l list
	l.push(1)
	l.push("x")
	l.each(func(v interface{}) { n++ })
	return n
}
