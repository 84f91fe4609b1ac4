package p

func nested(p *int) [][]*int {
	return append([][]*int(nil), append([]*int(nil), p), []*int{p})
}

type t struct{ list []interface{} }

func (x *t) add(n int, s string) {
	x.list = append(x.list, n, s, "c", nil)
}

func copyOf(s []string) []string {
	return append([]string{}, s...)
}
