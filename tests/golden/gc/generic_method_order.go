package P

// Methods of instances come in the order in which gc finishes the types.

var sink any

type A[T any] struct{ v T; b *B[T] }
func (a *A[T]) M1() { sink = new([1]T) }
func (a A[T]) M2(c C[T]) *D[T] { sink = new([7]T); return nil }

type B[T any] struct{ v T }
func (b *B[T]) N1() { sink = new([2]T) }


type C[T any] struct{ v T; e E[int, T] }
func (c C[T]) O1(f func(E[T, bool])) { sink = new([3]T) }

type D[T any] map[string]T
func (d D[T]) P1() { sink = new([4]T) }

type E[K, V any] struct { k K; v V }
func (e *E[K, V]) Q1() E[V, K] { sink = new([5]K); sink = new([6]V); return E[V, K]{} }

type I[T any] interface { M1(); Z(B[T]) }

type S struct { a A[int]; i I[string] }
type U []D[float64]

func f(a A[bool], i I[int8]) { sink = a }

func g[T any](x T) {
	var b B[map[string]T]
	b.N1()
	h(C[T]{v: x})
	sink = I[T](nil)
	sink = []any{A[T]{}, D[T]{}}
}
func h[T any](x T) { sink = E[T, T]{} }

func main() {
	g(1)
	var x C[uint]
	x.O1(nil)
	type loc struct { d D[int16] }
	_ = loc{}
	k := func() { sink = E[uint8, uint8]{} }
	k()
	g("s")
}

var V = A[complex64]{}
var W = h[B[int32]]
