package p

type t struct{ n int }

func (x *t) next() *t          { return x }
func (x t) copy(k int) t       { return x }
func fn() func(int) func() int { return nil }

type in interface{ m() in }

var sink interface{}

func chains(x *t, i in) {
	sink = x.next().next().n
	sink = x.copy(1).copy(2).n
	sink = fn()(1)()
	sink = i.m().m()
	sink = *x.next()
}
