package p

var second = first + 1
var first = get(new(int))

func get(p *int) int { return *p }

var third = func() int {
	x := first
	p := &x
	keep = p
	return *p
}()

var keep *int
