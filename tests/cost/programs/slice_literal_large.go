package cost

func FSixteen() []int {
	return []int{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16}
}

func FSeventeen() []int {
	return []int{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17}
}

func FKeyedText() []string { return []string{65: "z"} }

func FKeyedTextMore() []string { return []string{"a", 32: "z"} }
