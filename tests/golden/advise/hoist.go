// advise: declare n before the loop
// but: all iterations share one n: what pointed to an earlier one sees the last
package main

func Run() int {
	var last *int
	for i := 0; i < 3; i++ {
		n := i * 2
		last = &n
	}
	return *last
}

func main() { Run() }
