// Operands that print can't print.
package p

type pair struct{ a, b int }

func f() {
	println(1, "a", pair{}, nil == any(nil))
	print([2]int{})
}
