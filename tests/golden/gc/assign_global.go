package p

var global *int
var anyGlobal interface{}

func direct(p *int)  { global = p }
func deref(p **int)  { global = *p }
func value(n int)    { anyGlobal = n }
func pointer(n *int) { anyGlobal = n }

func local() {
	x := 1
	y := 2
	global = &x
	_ = &y
}
