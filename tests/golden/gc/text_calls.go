package p

type t struct{ e }
type e struct{}

func (e) val(n int) int            { return n }
func (*e) ptr() int                { return 1 }
func va(n int, s ...string) int    { return n }
func anyArgs(a ...interface{}) int { return 0 }

type in interface{ get(int) int }

var sink interface{}

func calls(x *t, y t, i in, s []string) {
	sink = va(1)
	sink = va(1, "a", "b")
	sink = va(1, s...)
	sink = anyArgs(1, x)
	sink = x.val(2)
	sink = x.ptr()
	sink = y.e.val(3)
	sink = i.get(4)
	sink = e.val(e{}, 5)
	sink = (*e).ptr(&y.e)
	sink = func() int { return 6 }()
}
