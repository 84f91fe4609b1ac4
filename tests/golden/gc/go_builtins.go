package P

// go and defer of built-ins: what is evaluated, and which temporaries it takes.

var sink any

func f() {
	go recover()
	defer recover()
	x := 1
	go func(a ...any) {}(x, recover())
	defer print(x, "a")
	go println(recover())
	sink = [2]int{}
	go panic(x)
	defer panic(recover())
	a, b := any(1), any(2)
	a, b = two()
	_, _ = a, b
	use(two())
	go use(two())
	defer use(two())
	m := map[string]*int{}
	defer delete(m, string([]byte("key")))
	c := make(chan int)
	go close(c)
	go copy(make([]int, 3), []int{x})
}

func two() (int, any) { return 1, nil }
func use(a, b any)    {}
