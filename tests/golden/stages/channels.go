package main

type msg struct{ text string }

func produce(ch chan<- *msg, n int) {
	for i := 0; i < n; i++ {
		m := msg{"hello"}
		ch <- &m
	}
	close(ch)
}

func main() {
	ch := make(chan *msg, 1)
	done := make(map[string]*int)
	count := 0
	done["count"] = &count
	go produce(ch, 3)
	for m := range ch {
		_ = m.text
		count++
	}
}
