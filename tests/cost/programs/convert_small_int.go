package cost

var limit16, past16 = uint16(255), uint16(256)
var limit32, past32 = int32(255), int32(256)

// threshold 255 value
func F16Within() interface{} { return limit16 }

// threshold 255 value
func F16Beyond() interface{} { return past16 }

// threshold 255 value
func F32Within() interface{} { return limit32 }

// threshold 255 value
func F32Beyond() interface{} { return past32 }
