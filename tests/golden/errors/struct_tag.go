package p

type T struct {
	a int 'a'
	b int 1.5
}
