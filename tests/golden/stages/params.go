package main

type pair struct{ a, b *int }

var sink *int

func leak(p *int)            { sink = p }
func content(p **int)        { sink = *p }
func second(x, y *int) *int  { return y }
func deref(p **int) *int     { return *p }
func inside(p *int) int      { return *p }
func fields(p *pair) *int    { return p.a }
func swap(p *pair)           { p.a, p.b = p.b, p.a }
func call(f func(*int), p *int) { f(p) }

func main() {
	var i, j int
	p := &i
	leak(&j)
	content(&p)
	_ = second(p, &i)
	_ = deref(&p)
	_ = inside(&i)
	pr := pair{&i, p}
	_ = fields(&pr)
	swap(&pr)
	call(func(*int) {}, &i)
}
