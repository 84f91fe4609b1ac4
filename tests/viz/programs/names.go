package main

type Größe struct {
	名前 string `json:"<b>\\N&amp;"`
	左, 右 *Größe
}

func 作る(值 int) *Größe {
	文字 := "<script>&\"\\N\\l</td>"
	wurzel := Größe{名前: 文字}
	wurzel.左 = &Größe{名前: "a\nb"}
	return &wurzel
}

func long(aVeryLongNameThatNobodyWouldGiveToAnythingButSomebodyDoes map[string]map[string][]func(chan<- *int) <-chan int) *map[string]map[string][]func(chan<- *int) <-chan int {
	return &aVeryLongNameThatNobodyWouldGiveToAnythingButSomebodyDoes
}

func main() {
	x := 作る(1)
	_ = x
	long(nil)
}
