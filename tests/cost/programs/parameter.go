package cost

func give(n int) *int { return &n }

// calls give
func FParameter() *int { return give(3) }
