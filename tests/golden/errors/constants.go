package p

const c = 1 << 70

var a int8 = 300
var b uint = -1
var d = 1 / 0
var e int = 1.5
var f = c
var g byte = 'ab'

func h(x int) { _ = x / 0; _ = "a"[5]; var s [3]int; _ = s[3]; _ = s[-1]; _ = x << 1.5 }
