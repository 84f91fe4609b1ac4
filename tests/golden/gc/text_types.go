package p

type local struct{}
type alias = map[string]local

func types() []interface{} {
	return []interface{}{
		new(struct {
			A int
			b string "json:\"b\""
			local
			*alias2
		}),
		new(func(int, ...string) (error, int)),
		new(chan (<-chan int)),
		new(chan<- func()),
		new(map[string]any),
		new(interface{ M(local) string }),
		new([3][]*local),
		new(alias),
		new(byte),
		new(rune),
		new(uint8),
		new(error),
		new(interface{}),
		new(struct{}),
		new(uintptr),
	}
}

type alias2 struct{}
