package P

import "unsafe"

var (
	nums   [4]int
	texts  [2]string
	anys   [2]any
	ptrs   [2]*int
	lists  [2][]int
	bytes  [256]int
	chans  [2]chan int
	ints   map[int][]int
	keyed  map[byte][]int
	pairs  map[[2]int32]int
	named  map[string]int
	points [2][2]int
	at     byte
)

func two(x, y int) (int, *int) { return x, &y }

func one(x int) int { return x }

func any2(x any, y int) bool { return x == y }

// What is appended to in a map is found once; otherwise both sides are computed.
func appends(i uint, x, y byte) []int {
	ints[nums[i&1]] = append(ints[nums[i&1]])
	ints[nums[i&1]] = append(ints[nums[i&1]], 1)
	ints[nums[i&1]] = append(ints[nums[i&1]], nums[i&2], one(nums[i&3]))
	ints[nums[i&1]] = append(ints[nums[i&1]], ints[nums[i&3]]...)
	ints[nums[i&1]] = append(ints[nums[i&2]], nums[i&3])
	keyed[byte(nums[i&1])] = append(keyed[byte(nums[i&1])], nums[i&3])
	keyed[x&1] = append(keyed[x&1], bytes[x])
	keyed[1] = append(keyed[1], nums[i&3])
	lists[i&1] = append(lists[i&1], nums[i&3])
	lists[x&1] = append(lists[y&1], bytes[x], bytes[y])
	v := append(lists[i&1], bytes[x], bytes[x+1], nums[i&3])
	v = append(lists[i&1], lists[x&1]...)
	v = append(lists[i&1], make([]int, nums[i&3])...)
	lists[i&1] = lists[i&1][nums[i&1]:nums[i&3]]
	return append(v, nums[i&3])
}

// Calls come before what is read from memory; maps are read in place.
func calls(i uint) int {
	nums[i&1] = one(nums[i&3])
	nums[i&1] = nums[i&2] + one(nums[i&3])
	ints[nums[i&1]] = lists[i&1]
	named[texts[i&1]] = one(nums[i&3]) + nums[i&1]
	named[texts[i&1]+"x"] += nums[i&3]
	named[texts[i&1]] /= nums[i&3]
	x := named[texts[i&1]] + one(nums[i&2])
	x = ints[nums[i&1]][nums[i&2]] + one(nums[i&3])
	x = pairs[[2]int32{int32(nums[i&1])}] + one(nums[i&3])
	x = len(lists[i&1]) + nums[i&2] + cap(lists[i&1])
	x = len(keyed[byte(nums[i&1])]) + nums[i&2]
	delete(keyed, byte(nums[i&1]))
	delete(pairs, [2]int32{1: int32(nums[i&3])})
	return x + nums[i&1]
}

// To put a value in an interface its address may be needed.
func boxes(i uint) bool {
	var a any = nums[i&1]
	a = ptrs[i&1]
	_ = any2(nums[i&1], one(nums[i&3])) || any2(ptrs[i&1], one(nums[i&3])) && any2(&nums[i&1], one(nums[i&3]))
	_ = any2(points[i&1], one(nums[i&3])) || any2(texts[i&1], one(nums[i&3]))
	_ = any2(struct{ p *int }{ptrs[i&1]}, one(nums[i&3]))
	return anys[i&1] == anys[(i+1)&1] || anys[i&1] == any(nums[i&3]) || a != nums[i&3] || points[i&1] == points[i>>63]
}

// A string is compared with a short constant byte by byte, so its place is computed before.
func compares(i uint, x byte) bool {
	switch texts[i&1] {
	case "a", texts[i>>63], texts[x&1] + "b":
		return texts[i&1] < texts[i&1]
	}
	for texts[i&1] == "abc" {
		texts[x&1] = "abd"
	}
	return texts[i&1] == "" || texts[i&1] != "0123456789abcdef" || texts[i&1] == "0123456789abcdefg" ||
		texts[i&1] < "a" || "ab" == texts[i&1]
}

func sizes(i uint) {
	_ = make([]int, nums[i&1])
	_ = make([]int, nums[i&1], nums[i&3])
	_ = make(chan int, nums[i&1])
	_ = make(map[int]int, nums[i&1])
	_ = unsafe.Slice(ptrs[i&1], nums[i&3])
	_ = unsafe.Pointer(ptrs[i&1])
	copy(lists[i&1], lists[i>>63])
	println(nums[i&1], texts[i&1], one(nums[i&3]))
	chans[i&1] <- nums[i&3]
	chans[i&1] <- nums[i&3] + 1
	select {
	case chans[i&1] <- nums[i&3]:
	case nums[i&1] = <-chans[i>>63]:
	}
}

// Several results are assigned when all of them are there.
func several(i uint, p *[4]int) {
	nums[i&1], ptrs[i&1] = two(nums[i&3], nums[i&2])
	p[at&1], ptrs[at&1] = two(nums[i&3], nums[i&2])
	var ok bool
	nums[i&3], ok = <-chans[i&1]
	nums[i&3], ok = named[texts[i&1]]
	nums[i&3], ok = anys[i&1].(int)
	*p, points[at&1][at&1] = nums, nums[i&3]
	_, ptrs[i&1] = two(nums[i&1], nums[i&2])
	_ = ok
}

func before(i uint) (s [4]int, n int) {
	s[1], n = 2, nums[at&3]
	return s, s[at&1]
}

func deferred(i uint) (s, n int, p *int) {
	s, n = nums[i&1], nums[i&2]
	defer one(nums[i&3])
	s, n = nums[i&1], nums[i&2]
	return nums[i&1], nums[i&2], ptrs[i&1]
}

func literals(i uint) any {
	x := [2]int{nums[i&1], one(nums[i&3])}
	_ = []any{nums[i&1], func() int { return nums[x[0]&1] }, one(nums[i&3]), x}
	_ = map[string]int{texts[i&1]: nums[i&1], "b": 2, "c": one(nums[i&3])}
	return &struct {
		a int
		b []int
	}{b: []int{nums[i&3]}, a: nums[i&1]}
}

func ranges(i uint, x [4]int) {
	for range lists[i&1] {
	}
	for nums[i&1] = range lists[i>>63] {
		nums[i&3]++
	}
	for nums[i&1], nums[one(3)&1] = range lists[i>>63] {
	}
	for bytes[at] = range ptrs {
	}
	for _, nums[i&1] = range points[i&1] {
		x[i&3] += nums[i&1]
	}
	for _, c := range texts[i&1] + texts[i>>63] {
		nums[c&3] |= x[i&3]
	}
}
