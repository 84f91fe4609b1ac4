package cost

type point struct{ x, y int }

func FPoints() []point { return []point{{1, 2}, {3, 4}, {5, 6}} }

func FEmptyStructs() []struct{} { return []struct{}{{}, {}} }

func FSlices() [][]int { return [][]int{nil, nil, nil} }
