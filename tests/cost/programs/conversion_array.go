package cost

var s = []int{1, 2, 3}

func FPointer() *[3]int { return (*[3]int)(s) }

func FSlice() []int {
	var a [3]int
	return a[:]
}

func FSliceKept() int {
	var a [3]int
	p := a[:]
	return len(p)
}
