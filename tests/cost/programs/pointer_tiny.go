package cost

type three [3]byte
type five [5]byte
type six [6]byte
type twelve [12]byte
type fifteen [15]byte

func FBool() *bool {
	var v bool
	return &v
}

func FInt8() *int8 {
	var v int8
	return &v
}

func FInt16() *int16 {
	var v int16
	return &v
}

func FInt32() *int32 {
	var v int32
	return &v
}

func FThree() *three {
	var v three
	return &v
}

func FFive() *five {
	var v five
	return &v
}

func FSix() *six {
	var v six
	return &v
}

func FTwelve() *twelve {
	var v twelve
	return &v
}

func FFifteen() *fifteen {
	var v fifteen
	return &v
}

func FSixteen() *complex128 {
	var v complex128
	return &v
}
