package p

func two() (*int, string)     { return new(int), "" }
func use(p *int, s string)    {}
func useAny(a, b interface{}) {}
func vari(a ...interface{})   {}

func pass() { use(two()) }
func conv() { useAny(two()) }
func spread() {
	vari(two())
}
func ret() (interface{}, interface{}) { return two() }
func declare() {
	var a, b interface{} = two()
	_, _ = a, b
	p, s := two()
	_, _ = p, s
}
