package cost

var five = 5

func FPlain() chan int { return make(chan int) }

func FBuffer() chan int { return make(chan int, 1) }

func FHundred() chan int { return make(chan int, 100) }

func FEmpty() chan struct{} { return make(chan struct{}, 10) }

func FKept() int {
	c := make(chan int, 1)
	return cap(c)
}

func FVariable() chan int { return make(chan int, five) }
