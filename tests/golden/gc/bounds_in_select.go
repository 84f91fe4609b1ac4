package P

var a [4]int

func two(c chan int, i int) {
	select {
	default:
		a[i&1] = 0
	case a[i&2] = <-c:
		a[i&3] = 0
	}
}

func one(c []chan int, d [4]chan int, i int) {
	select {
	case a[i&1] = <-d[i&3]:
		a[i&2] = 0
	}
}

func many(c chan int, d [4]chan int, i int) {
	select {
	case v := <-c:
		a[i&1] = v
	case d[i&3] <- a[i&2]:
		a[i&3] = 1
	case a[i&1], _ = <-d[i&1]:
		a[i&2] = 2
	default:
		a[i&3] = 3
	case c <- a[i&1]:
		a[i&2] = 4
	}
	select {
	case <-c:
		a[i&1] = 0
	case <-d[i&3]:
		a[i&2] = 0
	}
}
