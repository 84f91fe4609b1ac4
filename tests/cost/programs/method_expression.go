package cost

type point struct{ x, y int }

func (p point) sum() int { return p.x + p.y }

func FExpression() func(point) int { return point.sum }

func FFunction() func(point) int { return free }

func free(p point) int { return p.x }
