package cost

func FEmpty() map[int]int { return make(map[int]int) }

func FHint() map[int]int { return make(map[int]int, 8) }

func FLarge() map[int]int { return make(map[int]int, 100) }
