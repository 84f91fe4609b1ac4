package p

type ext struct{ next *ext }

func last(chain []*ext) (n int) {
	var kept *ext
	for i := range chain {
		e := *chain[i]
		kept = &e
	}
	if kept != nil {
		n++
	}
	return n
}
