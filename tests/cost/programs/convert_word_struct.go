package cost

type box struct{ v int }
type half struct{ a, b int32 }
type pairs struct{ a, b int16 }

var seven, big = box{7}, box{7000}
var halves = half{7, 0}
var halvesBig = half{7, 1}
var shorts = pairs{1, 2}

// threshold 255 bits
func FBoxWithin() interface{} { return seven }

// threshold 255 bits
func FBoxBeyond() interface{} { return big }

func FHalves() interface{} { return halves }

func FHalvesBig() interface{} { return halvesBig }

func FShorts() interface{} { return shorts }
