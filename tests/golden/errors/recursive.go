package p

type T struct{ t T }
type A [2]B
type B struct{ a A }
type I interface{ I }
type P *P

var x = y
var y = x

func f() int { return z }

var z = f()

const c = c
