package P

// Constant strings that become slices of runes.
var s []rune
var sink any
func f() { val := []rune("long one"); _ = val; sink = []rune("x"); s = []rune("abc") }
func g[T any](x T) { val := []rune("long one"); _ = val; sink = []rune("x"); s = []rune("abc") }
func h() { g(1) }
