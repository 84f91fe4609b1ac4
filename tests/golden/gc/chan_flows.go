package p

func send(c chan *int, p *int) { c <- p }
func recv(c chan *int) *int    { return <-c }
func recvOk(c chan []int) ([]int, bool) {
	v, ok := <-c
	return v, ok
}

func local() {
	c := make(chan *int, 1)
	x := 1
	c <- &x
	<-c
	close(c)
}

func sendIface(c chan<- interface{}, n int, s string) {
	c <- n
	c <- s
	c <- 7
	c <- nil
}
