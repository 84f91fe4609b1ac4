package p

func slices(s string, b []byte, i int) (string, []byte) {
	return s[1:i], b[i:]
}

var sink interface{}

func text(s string, a []int, n int) {
	sink = s[1:]
	sink = s[:n]
	sink = s[n : n+1]
	sink = a[:]
	sink = a[1:2:3]
	sink = a[n]
	sink = s[0]
}
