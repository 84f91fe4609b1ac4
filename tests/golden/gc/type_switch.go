package p

var sink interface{}

func kinds(i interface{}) *int {
	switch v := i.(type) {
	case *int:
		return v
	case **int:
		return *v
	case []*int:
		return v[0]
	case func() *int:
		return v()
	}
	return nil
}

func addressed(i interface{}) {
	switch v := i.(type) {
	case int, *string:
		sink = &v
	case error:
		sink = &v
	case map[string][]int:
		sink = &v
	case nil:
		sink = &v
	default:
		sink = &v
	}
}

func noVar(i interface{}) {
	switch i.(type) {
	case int:
	}
}
