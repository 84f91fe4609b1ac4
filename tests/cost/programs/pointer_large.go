package cost

func F32760() *[32760]byte { return new([32760]byte) }

func F32761() *[32761]byte { return new([32761]byte) }

func F32768() *[32768]byte { return new([32768]byte) }

func F32769() *[32769]byte { return new([32769]byte) }

func F65536() *[65536]byte { return new([65536]byte) }

func F32752Pointers() *[4094]*int { return new([4094]*int) }

func F32760Pointers() *[4095]*int { return new([4095]*int) }

func F32768Pointers() *[4096]*int { return new([4096]*int) }

func F32776Pointers() *[4097]*int { return new([4097]*int) }
