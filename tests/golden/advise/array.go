// advise: make list an array: its elements are part of the frame
package main

func Run() int {
	i := 1
	list := make([]*int, 2)
	list[0] = &i
	return *list[0] + len(list)
}

func main() { Run() }
