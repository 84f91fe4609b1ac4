package p

var sink interface{}

type small int8
type text string

func constants() {
	sink = "quoted \"x\"\n\t\\ é \x00"
	sink = `raw
line`
	sink = "0123456789012345678901234567890123456789012345678901234567890123456789012345"
	sink = 1e100
	sink = 1.0 / 3
	sink = float64(2)
	sink = int64(1) << 40
	sink = '\n'
	sink = '世'
	sink = small(-1)
	sink = text("x")
	sink = 1 + 2i
	sink = uint64(18446744073709551615)
	sink = []int(nil)
	sink = (*int)(nil)
	sink = [2]bool{true, false}
}
