package p

type t struct{ a, b int }

var g *t
var gi interface{}

func escaping() *int       { return new(int) }
func local() int           { p := new(int); return *p }
func typed()               { g = new(t) }
func ofArray()             { gi = new([3]int) }
func ofSlice()             { gi = new([]int) }
func ofFunc()              { gi = new(func(int, ...string) (error, int)) }
func ofMap() *map[string]t { return new(map[string]t) }
func discarded()           { _ = new(t) }
