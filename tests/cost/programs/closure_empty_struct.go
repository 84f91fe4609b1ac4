package cost

func FEmpty() func() struct{} {
	var e struct{}
	return func() struct{} { return e }
}
