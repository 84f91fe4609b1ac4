package cost

func FPlain() chan *int { return make(chan *int) }

func FBuffer() chan *int { return make(chan *int, 1) }

func FStrings() chan string { return make(chan string, 4) }

func FSent() int {
	c := make(chan *int, 1)
	i := 1
	c <- &i
	return *<-c
}
