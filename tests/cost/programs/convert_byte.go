package cost

type flag bool
type digit byte
type boxed struct{ v byte }
type twice struct{ v boxed }

var b, i8, t, f, d, box, nest = byte(200), int8(-3), true, flag(true), digit(9), boxed{3}, twice{boxed{4}}

func FByte() interface{} { return b }

func FInt8() interface{} { return i8 }

func FBool() interface{} { return t }

func FFlag() interface{} { return f }

func FDigit() interface{} { return d }

func FBoxed() interface{} { return box }

func FNested() interface{} { return nest }

func FArray() interface{} { return [1]bool{t} }
