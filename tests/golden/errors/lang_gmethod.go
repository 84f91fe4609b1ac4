// -lang=go1.26
package p

type T struct{}

func (T) M[P any](x P) P { return x }

var x = T{}.M(1)
