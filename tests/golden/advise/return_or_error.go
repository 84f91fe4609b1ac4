// advise: return the object itself: func parse(s string) (config, error)
// but: callers get a copy, and with an error an empty one instead of nil
package main

type badPort struct{}

func (badPort) Error() string { return "bad port" }

type config struct{ port, tries int }

func parse(s string) (*config, error) {
	if s == "" {
		return nil, badPort{}
	}
	return &config{port: len(s), tries: 3}, nil
}

func Run() int {
	c, err := parse("8080")
	if err != nil {
		return 0
	}
	return c.port * c.tries
}

func main() { Run() }
