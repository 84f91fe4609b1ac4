package p

var table [256]int
var small [4]int

func f(a, b int) int { return a }
func g(a int) int    { return a }

func nested(x, y byte) int {
	return f(small[x&3], g(table[y]))
}

func closures(x byte) {
	h := func() int { return table[x] }
	k := func() int { return small[x&3] }
	table[x] = h() + k()
}

func lits() {
	q := func(x byte) int { return table[x] }
	small[q(1)&3] += 1
}

func loop(x byte) {
	for i := small[x&3]; i < table[x]; i++ {
		if table[x] > 1 {
			small[i&3] = 2
		}
	}
}
