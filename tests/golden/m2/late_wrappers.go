package P

// What compiling a function brings about comes before what the next one does: wrappers (1.19), elided checks.

type talker interface{ Talk(p *int) *int }

type one struct{ p *int }

func (o one) Talk(p *int) *int { return o.p }

type two struct{ one }

type three struct{ *two }

var table [4]byte

func first(a *[8]int) talker {
	t := talker(two{})
	a[table[2]&3] = 1
	return t
}

func second(a *[8]int, i byte) byte {
	for i := range a {
		a[i&7]++
	}
	return table[i&3]
}

func third(t three, x interface{}, n *uint8) (talker, interface{}) {
	switch x := x.(type) {
	case *one:
		*n++
		*n += 1
		*n--
		return t, x
	case talker:
		return x, table[1]
	}
	func() { table[*n%4] = 2 }()
	return nil, nil
}

const four = 4

type J interface{ do() any }

type N map[string]*int

func (n N) Talk(p *int) *int { return n["x"] }

func dead(t talker) any {
	switch four {
	case 1:
		if t != nil {
			t, _ = make(N), t
		}
	}
	return nil
}
