package cost

var n = 70000
var last interface{}

func count(list ...interface{}) int { return len(list) }

func keepLast(list ...interface{}) { last = list[len(list)-1] }

func FCounted() int { return count(n, "x", nil) }

// threshold 255 value
func FStoredBeyond() { keepLast(n) }

func FStoredText() { keepLast("text", n > 3) }
