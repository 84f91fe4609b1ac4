package p

func put(m map[string]*int, k string, p *int) { m[k] = p }
func putKey(m map[*int]int, k *int)           { m[k] = 1 }
func get(m map[string]*int, k string) *int    { return m[k] }
func getOk(m map[string]*int, k string) (*int, bool) {
	v, ok := m[k]
	return v, ok
}
func remove(m map[*int]int, k *int) { delete(m, k) }

func local() int {
	m := map[string]*int{}
	x := 1
	m["a"] = &x
	n := make(map[int]int)
	n[1] = 2
	return len(m) + n[1]
}

func escaping() map[int]int {
	return make(map[int]int, 10)
}
