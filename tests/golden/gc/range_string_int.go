package p

func runes(s string) *rune {
	var p *rune
	for _, r := range s {
		p = &r
	}
	return p
}

func bytes(s string) int {
	n := 0
	for range []byte(s) {
		n++
	}
	return n
}

func integer() (r []*int) {
	for i := range 3 {
		r = append(r, &i)
	}
	return
}
