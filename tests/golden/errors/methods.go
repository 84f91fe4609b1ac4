package p

type I interface{ M(); N(int) string }
type T struct{}

func (t *T) M() {}
func (t *T) N(int) string { return "" }

type U struct{}

func (U) M() {}
func (U) N() string { return "" }

var _ I = T{}
var _ I = &T{}
var _ I = U{}
var _ I = 1

func f(i I) { _ = i.(T); _ = i.(*T); i.X() }
