package cost

var n = 70000
var v interface{} = 70000

func FCompare() bool { return v == n }

func FConstant() bool { return v == 70000 }
