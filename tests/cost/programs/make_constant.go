package cost

func FZero() []int { return make([]int, 0) }

func FThree() []int { return make([]int, 3) }

func FCapacity() []int { return make([]int, 3, 10) }

func FBytes() []byte { return make([]byte, 5) }

func FPointers() []*int { return make([]*int, 100) }

func FEmptyStructs() []struct{} { return make([]struct{}, 10) }
