package cost

type one struct{ p *int }

var x int
var m = map[int]int{}
var c = make(chan int)
var o = one{&x}
var a = [1]*int{&x}

func FPointer() interface{} { return &x }

func FMap() interface{} { return m }

func FChan() interface{} { return c }

func FFunc() interface{} { return FMap }

func FOne() interface{} { return o }

func FArray() interface{} { return a }
