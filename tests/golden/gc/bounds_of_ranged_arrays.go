package P

// Only the length of such an array counts: literals in it may not be compiled.
func ranged(s [2]int, i uint) (n int) {
	for range ([1]func(){func() { s[i&1]++ }}) {
		n++
	}
	for n = range [1]func(){func() { s[i&1]++ }} {
		n++
	}
	for _, f := range [1]func(){func() { s[i&1]++ }} {
		f()
	}
	for range ([1]int{s[i&1]}) {
		n++
	}
	return n
}

// So it is behind a pointer; calls are made all the same.
func pointed(v [2]int, i uint) {
	for range &[1]func(){func() { _ = v[i&0] }} {
	}
	for j := range &[1]*int{&v[i&0]} {
		_ = j
	}
	for range same(&[1]func(){func() { _ = v[i&0] }}) {
	}
	for range &[1]int{one(v[i&0])} {
	}
	for _, f := range &[1]func(){func() { _ = v[i&0] }} {
		f()
	}
}

func same(p *[1]func()) *[1]func() { return p }
func one(i int) int                { return i }
