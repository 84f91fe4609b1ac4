package p

var _ = &struct{ n int }{1}

var kept *int

var _ *int = kept

func results(_ *int, _ []int) (_ *int, _ error) {
	_ = new(int)
	for _, _ = range []int{1} {
	}
	_, _ = pair(kept)
	return nil, nil
}

func pair(_ *int) (int, int) { return 1, 2 }

func main() {
	_ = make([]int, 5000000)
	_, y := pair(nil)
	kept = &y
	var _ = &y
}
