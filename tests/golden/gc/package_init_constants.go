package P

var later = map[int]func(){
	1: func() {
		_ = make(chan *int, len(first))
		_ = len(first)
	},
}

var again = func() int { return len(first) + cap(second) }()

var needs = [1]*int{third[len(third)-1]}

var first = [1]*int{new(int)}

var second = [2]*int{new(int)}

var third = [1]*int{new(int)}
