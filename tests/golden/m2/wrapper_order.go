package P

// A type without a name that comes up again inside itself is read again there; a name is known at once.

type methods = struct {
	size func(sizeInput) int
	find func(findInput)
}

type sizeInput = struct{ m Message }

type findInput = struct {
	r interface{ Find(p *int) ExtensionType }
}

type Message interface {
	Do(p *int)
	Methods() *methods
}

type ExtensionType interface {
	Make(p *int) Message
	Descriptor() ExtensionTypeDescriptor
}

type ExtensionTypeDescriptor interface {
	Type(p *int) ExtensionType
}
