// go: 1.19
// advise: pass i to the function literal, do not let it capture i
// but: each function literal has its own i
package main

var done = make(chan int, 3)

func Run() int {
	for i := 0; i < 3; i++ {
		go func() { done <- i }()
	}
	return <-done + <-done + <-done
}

func main() { Run() }
