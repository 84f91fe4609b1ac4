package cost

func FZero() interface{} { return 0 }

func FLarge() interface{} { return 70000 }

func FText() interface{} { return "hello" }

func FFloat() interface{} { return 3.5 }

func FRune() interface{} { return 'x' }

func FComplex() interface{} { return 2i }

func FEmptyText() interface{} { return "" }
