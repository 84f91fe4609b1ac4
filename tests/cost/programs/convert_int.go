package cost

var limit, past = 255, 256
var negative = -1

// threshold 255 value
func FWithin() interface{} { return limit }

// threshold 255 value
func FBeyond() interface{} { return past }

// threshold 255 value
func FNegativeBeyond() interface{} { return negative }
