package p

type big struct{ a, b *int }
type in interface{ m() }

func pointer(i interface{}) *int { return i.(*int) }
func value(i interface{}) big    { return i.(big) }
func toIface(i interface{}) in   { return i.(in) }
func okForm(i interface{}) (*int, bool) {
	p, ok := i.(*int)
	return p, ok
}
func okBig(i interface{}) *int {
	if b, ok := i.(big); ok {
		return b.a
	}
	return nil
}
func discard(i interface{}) {
	_ = i.(*int)
	_, _ = i.(big)
}
