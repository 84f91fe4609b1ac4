// advise: give places room for all its entries at once
package main

var words = []string{"a", "b", "c", "d", "e", "f", "g", "h", "i", "j"}

func index(words []string) map[string]int {
	places := make(map[string]int)
	for i, word := range words {
		places[word] = i
	}
	return places
}

func Run() int { return len(index(words)) }

func main() { Run() }
