package p

func one(p *int) *int                   { return p }
func two(p, q *int) (*int, *int)        { return q, p }
func named(p *int) (r *int)             { r = p; return }
func deref(p **int) *int                { return *p }
func derefTwice(p ***int) *int          { return **p }
func both(p **int) (*int, **int)        { return *p, p }
func blank(p *int) (_ *int)             { return p }
func fifth(p *int) (a, b, c, d, e *int) { return nil, nil, nil, nil, p }
func sixth(p *int) (a, b, c, d, e, f *int) {
	return nil, nil, nil, nil, nil, p
}
func addr(p *int) **int { return &p }
func scalar(n int) int  { return n }
