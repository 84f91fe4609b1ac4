package p

type pair struct{ f, g interface{} }

var fs []interface{}

func places(n int, s string, c chan interface{}) (interface{}, error) {
	_ = pair{n, s}
	_ = pair{f: n}
	_ = []interface{}{0: n, 1: s}
	_ = [2]interface{}{n, s}
	_ = &pair{g: s}
	fs = append(fs, n, s)
	fs[0] = n
	c <- s
	var e interface{} = n
	_ = e
	return n, nil
}
