package p

var sink interface{}

func nils(e error) bool {
	var p *int
	var s []int
	var m map[string]int
	var f func()
	var i interface{}
	sink = p
	sink = s
	sink = m
	sink = f
	sink = i
	sink = nil
	i = nil
	return p == nil && s == nil && m == nil && f == nil && i == nil
}

func returned() (*int, []int, error) { return nil, nil, nil }
