// advise: declare an array: a variable may have up to 128 KiB on the stack
package main

func Run() int {
	s := make([]int, 9000)
	s[8999] = 1
	return len(s)
}

func main() { Run() }
