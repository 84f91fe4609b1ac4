// -lang=go1.22
package p

type A[T any] = []T

var x A[int]
