package cost

type words [3]int32
type mixed struct {
	a int32
	b bool
}

func FWords() *words { return &words{} }

func FMixed() *mixed { return &mixed{} }

func FPointer() **int { return new(*int) }
