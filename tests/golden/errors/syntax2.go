package p

func f() {
	a b
	var = 3
	else {
	}
}

x := 1

import "fmt"

type T struct {
	a int b string
}
