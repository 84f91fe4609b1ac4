package p

type list []*int

func (s list) add(extra ...*int) *int { return s[0] }

func (s *list) keep(p *int) {}

type in interface{ add(extra ...*int) *int }
type keeper interface{ keep(p *int) }

var all list

func found() list { return all }

func pointer() *list { return &all }

// The receiver is computed first, into a temporary that holds the one type.
func receivers(c chan list) *int {
	in(found()).add()
	in(make(list, len(all))).add(new(int))
	in(<-c).add()
	in(append(list{}, nil)).add()
	keeper(pointer()).keep(new(int))
	defer in(found()).add(new(int))
	go keeper(pointer()).keep(new(int))
	return in(all[:cap(all)]).add()
}

var first = in(found()).add()

func through(f func() in) *int {
	return in(f()).add(new(int))
}
