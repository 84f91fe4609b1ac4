// What is made in an inner loop reaches a variable of the outer one by way of another.
package p

func f(n int) int {
	sum := 0
	for i := 0; i < n; i++ {
		var seen map[string]bool
		for j := 0; j < n; j++ {
			for k := 0; k < n; k++ {
				if seen == nil {
					seen = make(map[string]bool)
				}
				seen["a"] = true
			}
		}
		sum += len(seen)
		for key := range seen {
			sum += len(key)
		}
	}
	return sum
}

func g(list [][]int) (err *int) {
	var kept map[string]*int
	for _, part := range list {
		var last *int
		for _, v := range part {
			last = &v
		}
		kept = map[string]*int{"a": last}
		err = last
	}
	_ = kept
	return
}
