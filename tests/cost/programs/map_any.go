package cost

// threshold 8 entries
func FWithin() int {
	m := make(map[interface{}]interface{})
	m["key"] = "value"
	return len(m)
}
