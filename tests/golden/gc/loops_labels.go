package p

func labelled(m [][]int) *int {
	var p *int
outer:
	for i := range m {
		for j := range m[i] {
			x := m[i][j]
			if x == 0 {
				continue outer
			}
			if x < 0 {
				break outer
			}
			p = &x
		}
	}
	return p
}
