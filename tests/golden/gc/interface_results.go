package p

type err struct{ msg string }

func (e *err) Error() string { return e.msg }

type val struct{ code int }

func (v val) Error() string { return "x" }

func pointer(s string) error { return &err{s} }
func value(n int) error      { return val{n} }
func named(n int) (e error) {
	e = val{n}
	return
}
func check() bool {
	e := pointer("x")
	_, ok := e.(*err)
	return ok && e.Error() != ""
}
