package cost

var data = []byte("0123456789012345678901234567890123456789")
var m = map[string]int{"x": 1}
var a = "a"

func FCompare() bool { return string(data) == a }

func FLookup() int { return m[string(data)] }

func FSwitch() int {
	switch string(data) {
	case "a":
		return 1
	case "b":
		return 2
	}
	return 0
}
