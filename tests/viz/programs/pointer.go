package main

func f1() *int {
	i := 0
	return &i
}

func main() {
	p := f1()
	*p = 1
}
