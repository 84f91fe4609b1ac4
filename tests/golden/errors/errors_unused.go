package p

func unused() {
	x := 1
	var p *int
}
