package p

func f(x int, s string, i interface{}) {
	if x {
	}
	for x {
	}
	switch x {
	case "a":
	case s:
	}
	switch y := i.(type) {
	case int:
	case int:
	}
	switch x.(type) {
	}
	for i := range x.y {
	}
	for a, b := range x {
	}
	for a, b, c := range s {
	}
	defer x
	go func() {}
	select {
	case x:
	}
	fallthrough
}
