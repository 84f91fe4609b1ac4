package p

func smallest(a, b string) string { return min(a, b, "m") }
func largest(a, b string) string  { return max(a, b) }
func numbers(a, b int) int        { return min(a, b) + max(1, 2) }
func wipe(m map[string]*int)      { clear(m) }
func zero(s []*int)               { clear(s) }

var sink interface{}

func boxed(a, b int) { sink = min(a, b) }
