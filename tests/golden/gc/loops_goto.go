package p

func backward() {
	var p *int
	n := 0
again:
	x := n
	p = &x
	n++
	if n < 3 {
		goto again
	}
	_ = p
}

func forward(b bool) {
	var p *int
	x := 1
	if b {
		goto done
	}
	p = &x
done:
	_ = p
}
