// none
package main

var words = []string{"a", "", "c"}

// How many entries there will be is not known.
func index(words []string) map[string]int {
	places := make(map[string]int)
	for i, word := range words {
		if word != "" {
			places[word] = i
		}
	}
	return places
}

func Run() int { return len(index(words)) }

func main() { Run() }
