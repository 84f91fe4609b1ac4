package cost

var some = "0123456789"

func FSome() []byte { return []byte(some) }
