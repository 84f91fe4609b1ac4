// Needs Go 1.26.
package cost

var seven = 7

func FConstant() *int { return new(5) }

func FVariable() *int { return new(seven) }

func FText() *string { return new("text") }
