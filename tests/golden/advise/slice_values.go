// advise: keep the values themselves in slices: []token
// but: slices hold copies: what happens to t afterwards does not show there
package main

type token struct{ kind, width int }

func (t token) total() int { return t.kind * t.width }

func scan(words []string) []*token {
	var out []*token
	for i, w := range words {
		t := &token{kind: i, width: len(w)}
		out = append(out, t)
		t.kind = 0
	}
	return out
}

func widest(ts []*token) token { return *ts[len(ts)-1] }

func Run() int {
	ts := scan([]string{"a", "bc", "def"})
	ts[0].kind = 7
	n := widest(ts).width
	for _, t := range ts {
		n += t.total()
	}
	return n
}

func main() { Run() }
