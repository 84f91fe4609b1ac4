package P

var bytes [256]int

var at byte

var count int

var long [40]int

var short [3]*int

var points [2][2]int

// A copied index is known by its type alone.
func list(k int) {
	*new(string), bytes[at] = "", 1
	*new(string), long[at&7] = "", 1
	long[k&7], short[k&1] = k, nil
	long[k&7], short[count&1] = k, nil
}

// Both targets of a range are assigned like a list.
func targets(k int) {
	for long[count&7], short[count&1] = range short {
	}
	for long[k&7], short[k&1] = range short {
	}
	for _, short[count&1] = range short {
	}
	for long[count&7] = range short {
	}
	for long[k&7], bytes[at] = range bytes {
	}
	m := map[int]*int{}
	for bytes[at], short[k&1] = range m {
	}
	for long[k&3], long[k&7] = range long {
		long[k&15] = 1
	}
}

// What a literal captures by reference any store may change.
func captured(k int) {
	var found [3]*int
	found, found[at%3] = found, nil
	for long[k&7], short[k&1] = range short {
	}
	var unchanged [3]*int
	unchanged, unchanged[at%3] = unchanged, nil
	func() {
		found = [3]*int{}
		k = 1
		_ = unchanged
	}()
}

// A literal that is called where it stands gets what it captures by value as parameters, which no store changes.
func called(k int) {
	func() {
		points[1], points[uint(k)%2] = points[uint(k)%2], points[1]
	}()
	later := func() {
		points[1], points[uint(k)%2] = points[uint(k)%2], points[1]
	}
	later()
	defer func() {
		points[1], points[uint(k)%2] = points[uint(k)%2], points[1]
	}()
}
