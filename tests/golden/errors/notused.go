package p

func f(a int, p *int, ch chan int) {
	a
	a + 1
	*p
	<-ch
	len("a")
	f
	"x"
	int(a)
	append([]int{}, 1)
	func() {}
	new(int)
}
