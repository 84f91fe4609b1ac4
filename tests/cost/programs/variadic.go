package cost

var kept []int

func count(list ...int) int { return len(list) }

func store(list ...int) { kept = list }

func FCounted() int { return count(1, 2, 3) }

func FStored() { store(1, 2, 3) }

func FNone() { store() }
