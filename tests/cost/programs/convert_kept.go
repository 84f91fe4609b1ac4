package cost

type pair struct{ a, b int }

var n = 70000
var p pair
var limit [1024]byte
var past [1025]byte

func use(v interface{}) bool { return v != nil }

func FInt() bool { return use(n) }

func FPair() bool { return use(p) }

func FLimit() bool { return use(limit) }

func FPastLimit() bool { return use(past) }

func FConstant() bool { return use(5) }

func FText() bool { return use("text") }
