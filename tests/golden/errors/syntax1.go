package p

func f( {
	x := 1 +
}

func g() {
	if x = 1 {
	}
	for i := 0; i < 3; i++ 
	{
	}
}

var y int = = 3
