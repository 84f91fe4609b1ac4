// -lang=go1.17
package p

func F[T any](x T) T { return x }

type L[T comparable] struct{ x T }

type N interface{ ~int | ~string }

var x = F[int](1)
var y any
