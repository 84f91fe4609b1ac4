package P

var nums [4]int

func seq(yield func(int) bool)

// A defer in the loop's body is one of the function: from there on results may be seen before they are complete.
func deferred(i uint) (s int, n [4]int, p *int) {
	s, n[i&1] = nums[i&1], nums[i&2]
	for range seq {
		defer print(nums[i&3])
	}
	s, n[i&1] = nums[i&1], nums[i&2]
	return nums[i&1], n, &nums[i&1]
}
