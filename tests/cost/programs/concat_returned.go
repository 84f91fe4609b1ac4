package cost

var a, b, none = "ab", "cd", ""

// threshold 1 operands
func FWithin() string { return a + none }

// threshold 1 operands
func FBeyond() string { return a + b }

// threshold 1 operands
func FSixBeyond() string { return a + b + a + b + a + b }

func FLiteral() string { return "<" + a + ">" }

func FConstant() string { return "a" + "b" }
