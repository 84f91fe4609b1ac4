package p

var 全局 *int
var ß interface{}

func 函数(指针 *int) { 全局 = 指针 }

func größe(änderung int) {
	ß = änderung
	ß = "日本語"
	ß = '語'
}
