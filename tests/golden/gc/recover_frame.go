package P

type S1 struct{}
type S2 struct{ x any }

func f5(v map[string]*int) (S1, any)

func a(v any, i *S2) {
	if true {
		go recover()
	}
	i.x, v = f5(nil)
}
func b(v any, i *S2) {
	go recover()
	i.x, v = f5(nil)
}
func c(v any, i *S2) {
	var k, p = f5, struct{}{}
	_, _ = k, p
	i.x, v = f5(nil)
}
func d(v any, i *S2) {
	switch b := v.(type) {
	case any, error:
		_ = b
		i.x, v = f5(nil)
	}
}
func e(v any, i *S2) {
	{
		switch b := v.(type) {
		case any, error:
			_ = b
			defer recover()
			i.x, v = f5(nil)
		}
	}
	w, tmp := f5(nil)
	_, _ = w, tmp
}
