"""Forms that are rarer in programs than in gc's special cases: idioms, captures, jumps, sizes, unusual constants."""
from genexpr import E, PRIMARY
from genstmt import Frame, Label, Late, header, only_assigned, render
from gotypes import array, basic, conv, func, map_of, ptr, slice_of, struct, u


HIDDEN = object()    # a name that is taken, for nothing that an expression may use


class More:
    # --- expressions ------------------------------------------------------------------------------------------

    def idiom(self, t, d):
        """Expressions that gc treats in a way of their own."""
        under = u(t)
        if under.kind == "slice":
            base = self.expr(t, d - 1).s
            return E(f"append({base}, make([]{under.elem.s}, {self.variable_int()})...)")
        if t.s == "int":
            return self.int_idiom(d)
        if t.s == "string":
            return self.string_idiom(d)
        if t.s == "float64":
            c = self.pick_var(lambda v: v.type.s == "complex128" and not v.const)
            return None if c is None else E(f"{self.r.choice(['real', 'imag'])}({self.use(c).s})")
        if t.s == "complex128":
            x = self.pick_var(lambda v: v.type.s == "float64" and not v.const)
            return None if x is None else E(f"complex({self.use(x).s}, {self.r.choice(['1', '0.5', self.use(x).s])})")
        return None

    def int_idiom(self, d):
        roll = self.r.random()
        if roll < 0.4:
            b = self.pick_var(lambda v: v.type.s == "[]byte")
            if b is not None:
                return E(f"copy({self.use(b).s}, {self.expr(basic('string'), d - 1).s})")
        if roll < 0.7:
            b = self.pick_var(lambda v: v.type.s == "[]byte")
            if b is not None:
                return E(f"len(string({self.use(b).s}))")
        s = self.pick_var(lambda v: v.type.s == "string" and not v.const)
        return None if s is None else E(f"len([]{self.r.choice(['rune', 'byte'])}({self.use(s).s}))")

    def string_idiom(self, d):
        if self.unsafe and self.since(20) and self.chance(0.4):
            p = self.pick_var(lambda v: v.type.s == "*byte")
            if p is not None:
                return E(f"unsafe.String({self.use(p).s}, {self.variable_int()})")
        b = self.pick_var(lambda v: v.type.s == "[]byte")
        if b is not None:
            return E(f'"<" + string({self.use(b).s}) + ">"', 4)
        s = self.steady(basic("string"), d, PRIMARY)
        return None if s is None else E(f"string({s}[{self.variable_int()}])")

    def convert_named(self, t, d):
        """From another type with the same underlying type, or with other tags."""
        peers = [p for p in self.pool if p is not t and p.kind in ("named", "struct") and
                 (u(p) is u(t) or u(p).kind == "struct" and u(p).fields == u(t).fields and u(t).kind == "struct")]
        if not peers:
            return None
        return E(f"{conv(t)}({self.expr(self.r.choice(peers), d - 1).s})")

    def convert_pointer(self, t, d):
        """(*N)(p) for a p that points to the underlying type."""
        if t.kind != "ptr" or t.elem.kind != "named" or u(t.elem).kind == "iface" or t.elem.base is not None:
            return None
        return E(f"(*{t.elem.s})({self.expr(ptr(t.elem.under), d - 1).s})")

    # --- statements -------------------------------------------------------------------------------------------

    def capture(self, lines):
        """A literal that holds on to a variable, by value or by reference, kept somewhere or not."""
        var = self.pick_var(lambda v: not v.const and len(v.name) < 3)
        if var is None:
            return False
        name, roll = self.use(var).s, self.r.random()
        t = var.type
        if roll < 0.3:
            result, text = ptr(t), f"return &{name}"
        elif roll < 0.6:
            result, text = t, f"return {name}"
        elif roll < 0.8:
            result, text = t, f"{name} = {self.expr(t, 1).s}\nreturn {name}"
        else:
            inner = f"func() {t.s} {{\nreturn {name}\n}}"
            result, text = func([], [t]), f"return {inner}"
        literal, roll = f"func() {result.s} {{\n{text}\n}}", self.r.random()
        keeper = self.pick_var(lambda v: v.type.s == "any" and not v.const)
        if roll < 0.25 and keeper is not None:
            lines.append(f"{keeper.name} = {literal}")
        elif roll < 0.4:
            lines.append(f"{self.r.choice(['go', 'defer'])} {literal}()")
        elif roll < 0.6:
            other = self.fresh_name()
            lines.append(f"{other} := {literal}")
            self.declare(other, func([], [result]), lines)
        elif roll < 0.8:
            lines.append(f"_ = {literal}()")
        else:
            lines.append(f"_ = []func() {result.s}{{{literal}}}")
        return True

    def mutual_closures(self, lines):
        t = self.r.choice([p for p in self.pool if p.kind == "func"])
        names = []
        for _ in range(2):
            name = self.fresh_name()
            if name in names:
                return False
            names.append(name)
            lines.append(f"var {name} {t.s}")
            self.declare(name, t, lines)
        for name in names:
            lines.append(f"{name} = {self.func_literal(t).s}")
        return True

    def recover_statement(self, lines):
        self.frames.append(Frame(func([], []), None))
        body = self.block(self.small(), [("r", self.any)])
        self.frames.pop()
        lines.append(f"defer func() {{\nif r := recover(); r != nil {{\n{body}\n}}\n}}()")

    def goto_out(self, lines):
        """Jumps out of nested statements to what follows them."""
        frame = self.frames[-1]
        frame.labels += 1
        label = Label(f"L{frame.labels}", "goto")
        frame.gotos.append(label)
        inner = self.block(2, (), self.maybe_goto)
        frame.gotos.pop()
        after = self.block(self.small())
        lines.append(f"{{\n{{\n{inner}\n}}")
        lines.append(Late(label))
        lines.append(f"{{\n{after}\n}}\n}}")

    def maybe_goto(self, lines):
        frame = self.frames[-1]
        if frame.gotos and self.chance(0.5):
            label = self.r.choice(frame.gotos)
            label.used = True
            lines.append(f"if {header(self.condition())} {{\ngoto {label.name}\n}}")

    def map_idiom(self, lines):
        var = self.pick_var(lambda v: u(v.type).kind == "map")
        if var is None:
            return False
        m, under, roll = self.use(var).s, u(var.type), self.r.random()
        key = self.aexpr(under.key, 1).s
        if roll < 0.3:
            lines.append(f"for key := range {m} {{\ndelete({m}, key)\n}}")
        elif u(under.elem).kind == "slice":
            lines.append(f"{m}[{key}] = append({m}[{key}], {self.aexpr(u(under.elem).elem, 1).s})")
        elif under.elem.s in ("int", "string"):
            lines.append(f"{m}[{key}] += {self.expr(under.elem, 1).s}")
        else:
            if self.find("ok") is not None:
                return False
            lines.append(f"if _, ok := {m}[{key}]; !ok {{\n{m}[{key}] = {self.aexpr(under.elem, 1).s}\n}}")
        return True

    def bytes_idiom(self, lines):
        roll = self.r.random()
        b = self.pick_var(lambda v: v.type.s == "[]byte")
        if b is not None and roll < 0.3:
            body = self.block(self.small())
            lines.append(f"switch string({self.use(b).s}) {{\ncase \"a\", \"b\":\n{body}\n}}")
        elif b is not None and roll < 0.5:
            lines.append(f"_ = string({self.use(b).s}) == {self.operand(basic('string'), 1, 4)}")
        else:
            self.target_label("loop", lines)
            text = f"[]{self.r.choice(['byte', 'rune'])}({self.expr(basic('string'), 1).s})"
            elem = basic(text[2:6])
            self.loop(lines, f"_, c := range {text}", [("c", elem)])

    def range_targets(self, lines):
        """A range whose variables are elements, fields and what pointers point to."""
        integer = basic("int")
        kind = self.r.choice(["slice", "array", "map", "string"])
        t, types = (basic("string"), [integer, basic("rune")]) if kind == "string" else self.range_type(kind)
        value = header(self.expr(t, 1).s)
        targets = [self.lvalue(x, 1) for x in types[:self.r.choice([1, 2, 2])]]
        texts = ["_" if x is None or "{" in x.s else only_assigned(x) for x in targets]
        if all(x == "_" for x in texts):
            return False
        self.target_label("loop", lines)
        return self.loop(lines, f"{', '.join(texts)} = range {value}")

    def constant_group(self, lines):
        a, b = self.fresh_name(), self.fresh_name()
        if a == b:
            return False
        first = self.r.choice(["iota", "1 << iota", "-iota", "iota * 10", "'a' + iota", "1.5 * iota", "int8(iota)"])
        lines.append(f"const (\n{a} = {first}\n{b}\n)")
        lines.append(f"_, _ = any({a}), any({b})")
        self.scopes[-1][a] = self.scopes[-1][b] = HIDDEN
        return True

    def odd_size(self, lines):
        """Values just above and below what is captured by value, stays on the stack, or needs no room at all."""
        integer, byte, name = basic("int"), basic("byte"), self.fresh_name()
        near = self.r.choice([-1, 0, 1])
        t, text = self.r.choice([
            (slice_of(integer), f"[]int{{{8191 + near}: 1}}"), (slice_of(byte), f"[]byte{{{65535 + near}: 1}}"),
            (self.any, f"any([{8192 + near}]int{{}})"), (slice_of(struct([])), "make([]struct{}, limit)"),
            (array(16 + near, integer), f"[{16 + near}]int{{}}"), 
            (map_of(integer, array(16 + near, integer)), f"map[int][{16 + near}]int{{}}"),
            (ptr(struct([])), "new(struct{})"), (slice_of(array(1024, integer)), f"make([][1024]int, {8 + near})"),
            (ptr(array(16384 + near, integer)), f"&[{16384 + near}]int{{1}}"),
            (slice_of(basic("string")), f"make([]string, 0, {4096 + near})"),
            (array(16384 + near, integer), f"*new([{16384 + near}]int)")])
        lines.append(f"{name} := {text}")
        self.declare(name, t, lines)

    def struct_of_the_moment(self, lines):
        """An anonymous struct, with a tag or without, and its fields."""
        a, b, name = self.any_type(), self.any_type(), self.fresh_name()
        tag = self.r.choice(["", ' `json:"a"`', ' "x"'])
        lines.append(f"{name} := {self.r.choice(['', '&'])}struct {{\na {a.s}{tag}\nb {b.s}\n}}"
                     f"{{{self.aexpr(a, 1).s}, {self.aexpr(b, 1).s}}}")
        self.scopes[-1][name] = HIDDEN
        lines.append(f"{name}.a = {self.aexpr(a, 1).s}")
        other = self.fresh_name()
        if other == name:
            return
        lines.append(f"{other} := {self.r.choice(['', '&'])}{name}.b")
        self.declare(other, ptr(b) if "= &" in lines[-1] else b, lines)

    def string_switch(self, lines):
        """A switch whose clauses fall through, under a label."""
        self.target_label("switch", lines)
        tag = header(self.expr(basic("int"), 1).s)
        bodies = [self.block(self.small()) for _ in range(3)]
        self.frames[-1].targets.pop()
        lines.append(f"switch {tag} {{\ncase 1:\n{bodies[0]}\nfallthrough\ncase 2, 3:\n{bodies[1]}\nfallthrough\n"
                     f"default:\n{bodies[2]}\n}}")

    def literal_in_loop(self, lines):
        """A loop whose variable, and a local of its body, are captured inside."""
        self.target_label("loop", lines)
        name, t = self.fresh_name(), basic("int")
        inner = [self.capture]

        def closing(out):
            inner[0](out)
            self.maybe_jump(out)
        self.enter([])
        heads = [f"{name} := 0; {name} < limit; {name}++", f"{name} := range make([]int, limit)",
                 f"{name} := range [3]int{{}}"]
        if self.since(22):
            heads.append(f"{name} := range limit")
        head = self.r.choice([h if "{" not in h else f"{name} := range ([3]int{{}})" for h in heads])
        uses = []
        self.declare(name, t, uses)
        body = self.block(self.small(), (), closing)
        self.scopes.pop()
        lines.append(f"for {head} {{\n{render(uses)}\n{body}\n}}")
        self.frames[-1].targets.pop()

    def more_tables(self):
        self.simple_makers += [(2, self.capture), (0.6, self.mutual_closures), (0.8, self.map_idiom),
                               (0.4, self.constant_group), (0.4, self.odd_size), (0.5, self.struct_of_the_moment)]
        self.nested_makers += [(0.5, self.recover_statement), (1, self.goto_out), (0.7, self.bytes_idiom),
                               (1, self.range_targets), (0.7, self.string_switch), (1.5, self.literal_in_loop)]
