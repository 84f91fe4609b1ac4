package p

type closer interface {
	close(*int)
	stop()
}
type file struct{}

func (*file) close(*int) {}
func (*file) stop()      {}

func known() {
	c := closer(&file{})
	defer c.close(new(int))
	go c.close(new(int))
	defer c.stop()
}

func unknown(c closer) {
	defer c.close(new(int))
	go c.stop()
}
