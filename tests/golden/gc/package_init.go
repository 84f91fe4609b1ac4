package p

type t struct{ p *int }

var a = &t{}
var b = new(int)
var c = []interface{}{1, "x"}
var d = map[string]int{"a": 1}
var e = func(p *int) *int { return p }
var f = append([]int(nil), 1)
var g = func() *int { return new(int) }()
var h = make([]int, 3)
var i = t{p: b}
var j interface{} = 5
var k interface{} = b
var l = []byte("abc")
var _ = new(string)
