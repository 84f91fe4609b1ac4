package P

type N struct{ next *N }

var kept *N

func f(seq func(func(int) bool)) {
	func() { kept.next = kept.next }()
	for i := range seq {
		func() { kept.next = kept.next }()
		kept.next = kept.next
		for j := range seq {
			func() { _ = i; kept.next = kept.next }()
			_ = func() {
				func() { _ = j; kept.next = kept.next }()
				for range seq {
					kept.next = kept.next
					func() { kept.next = kept.next }()
				}
			}
			defer print(i)
			go print(j)
		}
	}
	func() { kept.next = kept.next }()
	_ = func() {
		for i := range seq {
			kept.next = kept.next
			func() { kept.next = kept.next; _ = i }()
		}
		func() { kept.next = kept.next }()
	}
}
