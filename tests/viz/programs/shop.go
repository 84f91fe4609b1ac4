package main

type item struct {
	name  string
	price int
	tags  []string
}

type shop struct {
	items  map[string]*item
	recent []*item
	log    func(string)
}

type pricer interface{ total() int }

type cart struct {
	lines []line
	owner *string
}

type line struct {
	it *item
	n  int
}

func newShop(log func(string)) *shop {
	s := shop{items: make(map[string]*item), log: log}
	return &s
}

func (s *shop) add(name string, price int) *item {
	it := &item{name: name, price: price}
	s.items[name] = it
	s.recent = append(s.recent, it)
	s.log("added " + name)
	return it
}

func (c *cart) put(it *item, n int) {
	c.lines = append(c.lines, line{it, n})
}

func (c *cart) total() int {
	sum := 0
	each(c.lines, func(l line) { sum += l.it.price * l.n })
	return sum
}

func each(ls []line, f func(line)) {
	for _, l := range ls {
		f(l)
	}
}

func cheapest(ls []line) (best *line) {
	for i := range ls {
		if best == nil || ls[i].it.price < best.it.price {
			best = &ls[i]
		}
	}
	return best
}

func quote(p pricer) int { return p.total() }

func order(s *shop, who string) int {
	var c cart
	c.owner = &who
	tea := s.add("tea", 3)
	c.put(tea, 2)
	done := make(chan int, 1)
	go func() {
		done <- quote(&c)
	}()
	return <-done
}

func main() {
	count := 0
	s := newShop(func(text string) { count += len(text) })
	println(order(s, "Ann"), count)
}
