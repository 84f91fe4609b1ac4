package p

func now(p *int) *int {
	return func(q *int) *int { return q }(p)
}

func nowCaptured(p *int) (r *int) {
	func() { r = p }()
	return
}

func discards() {
	x := 1
	func(p *int) {}(&x)
	func(p ...interface{}) {}(x, &x)
}
