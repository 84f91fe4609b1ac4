package p

func last(p *int)   { middle(p) }
func middle(p *int) { first(p) }
func first(p *int)  {}

type t struct{}

func (t) method(p *int) { helper(p) }
func user(x t)          { x.method(nil) }
func helper(p *int)     {}

func value() func(*int) { return later }
func later(p *int)      {}
