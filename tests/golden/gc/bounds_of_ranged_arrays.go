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
