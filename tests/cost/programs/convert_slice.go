package cost

var none []int
var some = []int{1}

// threshold 0 empty
func FWithin() interface{} { return none }

// threshold 0 empty
func FBeyond() interface{} { return some }
