package p

func f(b bool) int {
	if b {
		return 1
	}
}

func g() int {
	for {
		break
	}
}

func h() int {
	for {
	}
}

func k(x int) int {
	switch x {
	case 1:
		return 1
	default:
		panic(0)
	}
}
