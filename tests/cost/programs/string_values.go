package cost

var text = "hello"

func FSlice() string { return text[1:3] }

func FPointer() *string {
	s := text
	return &s
}

func FHolder() *struct{ s string } { return &struct{ s string }{text} }
