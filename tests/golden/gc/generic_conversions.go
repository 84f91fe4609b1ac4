package P

// Conversions to, from and between type parameters.

var sink any

type number interface {
	~int | ~int32 | ~uint8 | ~float64
}
type chars interface{ ~string | ~[]byte }
type mine string

func cast[A, B number](a A) B     { return B(a) }
func zero[T number]() T           { return 0 }
func one[T number]() any          { return T(1) }
func str[T ~[]byte](b T) string   { return string(b) }
func bytes[T ~string](s T) []byte { return []byte(s) }
func runes[T ~string](s T) []rune { return []rune(s) }
func length[T chars](s T) int     { return len(s) }
func sub[T chars](s T) T          { return s[1:] }
func at[T chars](s T) byte        { return s[0] }
func both[T chars](s T) any       { return string(s) + "x" }
func half[T number](x T) any      { return x / 2 }

func consts[T number](x T) {
	var t T = 7
	sink = t
	sink = x + 1
	sink = T(3)
	sink = -x
	const c = 5
	sink = x * c
	sink = x == 2
	sink = []T{1, 2, x}
	sink = map[T]string{1: "a"}
}

func arr[T any](s []T) {
	sink = [2]T(s)
	sink = (*[2]T)(s)
}

type of[T any] struct{ v T }
type like[T any] struct{ v T }

func shape[T any](o of[T]) any { return like[T](o) }

func fn[T any, F func(T)](f F) func(T) { return f }

func use() {
	sink = cast[int, float64](1)
	sink = zero[uint8]()
	sink = one[int32]()
	sink = str([]byte("a"))
	sink = bytes("b")
	sink = runes(mine("c"))
	_ = length("d")
	sink = sub("ef")
	sink = at([]byte{1})
	sink = both("g")
	sink = both([]byte{})
	sink = half(1.5)
	consts(1)
	consts(2.5)
	arr([]int{1, 2})
	sink = shape(of[string]{})
	sink = fn(func(int) {})
}
