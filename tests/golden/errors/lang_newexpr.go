// -lang=go1.25
package p

var x = new(1 + 2)

func f() *string { return new("a") }
