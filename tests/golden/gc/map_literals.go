package p

func lit(k string, v *int) map[string]*int {
	return map[string]*int{k: v, "b": new(int)}
}

func local(k interface{}, n int) int {
	m := map[interface{}]interface{}{k: n, n: "v", 3: k}
	return len(m)
}

func nested() {
	m := map[string][]int{"a": {1, 2}, "b": {3}}
	_ = m["a"]
	p := map[string]*[2]int{"x": {1, 2}}
	_ = p
}
