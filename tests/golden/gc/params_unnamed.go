package p

func unnamed(*int, string)            {}
func blanks(_ *int, _ []int) (_ *int) { return nil }
func ext(_ *int, q *int)
func extNamed(p *int, s []byte) (r *int)

//go:noescape
func quiet(p *int, f func()) *int

func mixed(p *int) (q *int, _ error) { return p, nil }
