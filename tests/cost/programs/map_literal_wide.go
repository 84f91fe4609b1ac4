package cost

type wide [129]byte

func FWideValue() map[int]wide { return map[int]wide{1: {}} }

func FNine() map[int]int {
	return map[int]int{1: 1, 2: 2, 3: 3, 4: 4, 5: 5, 6: 6, 7: 7, 8: 8, 9: 9}
}
