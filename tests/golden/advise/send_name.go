// advise: send the value itself: chan message
// but: the receiver gets a copy
package main

type message struct{ id, size int }

func produce(out chan<- *message) {
	for i := 0; i < 3; i++ {
		m := &message{id: i}
		m.size = i * 2
		out <- m
	}
	close(out)
}

func Run() int {
	c := make(chan *message, 3)
	produce(c)
	total := 0
	for m := range c {
		total += m.size
	}
	return total
}

func main() { Run() }
