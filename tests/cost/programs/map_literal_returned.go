package cost

func FEmpty() map[int]int { return map[int]int{} }

func FTwo() map[int]int { return map[int]int{1: 1, 2: 2} }

func FStrings() map[string]string { return map[string]string{"a": "b"} }

func FSets() map[string]struct{} { return map[string]struct{}{"a": {}} }

func FBools() map[int32]bool { return map[int32]bool{1: true} }
