package P

// Methods are promoted through embedded aliases, of structs without a name and of pointers too.

type inner struct{ p *int }

func (i *inner) Keep(p *int) { i.p = p }
func (i inner) Get() *int    { return i.p }

type plain = struct {
	inner
	n int
}

type again = plain

type outer struct {
	again
	call func()
}

type pointer = *outer

type through struct {
	pointer
}

type keeper interface{ Keep(p *int) }

type named = keeper

type wide struct {
	named
	x func()
}

func use(o *outer, w wide, t through) (keeper, keeper, keeper) {
	return o, w, &t
}
