package p

var g *int
var sink interface{}

func after(p *int) {
	return
	g = p
}

func afterPanic(p *int) {
	panic("x")
	g = p
}

func afterGoto(p *int) {
	goto end
	g = p
end:
	sink = 1
}

func endless(p *int) {
	for {
	}
	g = p
}
