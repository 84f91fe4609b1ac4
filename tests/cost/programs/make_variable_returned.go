package cost

var n = 3

func FInts() []int { return make([]int, n) }

func FBytes() []byte { return make([]byte, n) }
