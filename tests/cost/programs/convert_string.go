package cost

type name string
type person struct{ name string }

var none, some = "", "x"
var noname, aname = name(""), name("x")
var nobody, somebody = person{}, person{"x"}

// threshold 0 empty
func FWithin() interface{} { return none }

// threshold 0 empty
func FBeyond() interface{} { return some }

// threshold 0 empty
func FNamedWithin() interface{} { return noname }

// threshold 0 empty
func FNamedBeyond() interface{} { return aname }

// threshold 0 empty
func FPersonWithin() interface{} { return nobody }

// threshold 0 empty
func FPersonBeyond() interface{} { return somebody }
