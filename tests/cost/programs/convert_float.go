package cost

var zero, tiny, half = 0.0, 5e-324, 0.5
var zero32, half32 = float32(0), float32(0.5)

// threshold 255 bits
func FZeroWithin() interface{} { return zero }

// threshold 255 bits
func FTinyWithin() interface{} { return tiny }

// threshold 255 bits
func FHalfBeyond() interface{} { return half }

// threshold 255 bits
func FZero32Within() interface{} { return zero32 }

// threshold 255 bits
func FHalf32Beyond() interface{} { return half32 }
