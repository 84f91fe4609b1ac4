package p

func even(n int, p *int) *int {
	if n == 0 {
		return p
	}
	return odd(n-1, p)
}

func odd(n int, p *int) *int {
	if n == 0 {
		return nil
	}
	return even(n-1, p)
}

func before(p *int) *int { return even(2, p) }

func a(p *int) { b(p) }
func b(p *int) { c(p); d(p) }
func c(p *int) { a(p) }
func d(p *int) {}
