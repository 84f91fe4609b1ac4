package p

func f() {
L:
	for {
		break M
	}
	goto N
	continue
	break
}
