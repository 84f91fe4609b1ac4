package cost

type pair struct{ a, b int }
type holder struct {
	p *int
	n int
}

var p = pair{1, 2}
var h holder
var big [2000]byte

func FPair() interface{} { return p }

func FHolder() interface{} { return h }

func FBig() interface{} { return big }

func FComplex() interface{} { return complex(float64(p.a), 2) }

func FComplex64() interface{} { return complex64(complex(float32(p.a), 2)) }
