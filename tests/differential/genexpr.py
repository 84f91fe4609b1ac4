"""Expressions: for each type, an expression of exactly that type out of what the scope holds."""
import re

from gotypes import basic, chan, comparable, conv, func, implements, is_iface, members, nilable, ptr, slice_of, u

PREC = {"||": 1, "&&": 2, "==": 3, "!=": 3, "<": 3, "<=": 3, ">": 3, ">=": 3,
        "+": 4, "-": 4, "|": 4, "^": 4, "*": 5, "/": 5, "%": 5, "<<": 5, ">>": 5, "&": 5, "&^": 5}
PRIMARY, UNARY = 8, 7
INTEGERS = ("int", "uint", "byte", "rune", "uintptr", "int64")
NUMBERS = INTEGERS + ("float64",)
LONG = '"' + "a long constant string, " * 4 + '"'
STRINGS = ['"tab\\tquote\\"nul\\x00"', '"世界 and \\u00e9"', LONG, '`raw "quoted"`', '"' + "世" * 80 + '"']
UNTYPED = ["big * 2", "1e100", "-0.5", "'\\n'", "2 + 1i", "1 << 62", "typed * 2", "ratio * 2", "len(label)", "'世' + 1",
           "float32(0.1)", "int8(-3)", "uint64(1) << 63", "rune(65)", "complex64(1)", "unit", "kind2", "0x1p-2", "07",
           "1_000.5", "-kind1", "!debug", "limit == 4", "label[1:2]", "[]string(nil)", "struct{ int }{3}"] + STRINGS


class E:
    """Text of an expression, how tightly it binds, whether & may be taken, whether it is a constant."""
    __slots__ = ("s", "prec", "addr", "const")

    def __init__(self, s, prec=PRIMARY, addr=False, const=False):
        self.s, self.prec, self.addr, self.const = s, prec, addr, const


class Var:
    __slots__ = ("name", "type", "id", "const", "fixed")
    count = 0

    def __init__(self, name, t, const=False, fixed=False):
        self.name, self.type, self.const, self.fixed = name, t, const, fixed
        Var.count += 1
        self.id = Var.count


def wrap(e, level):
    return e.s if e.prec >= level else f"({e.s})"


def settle_uses(text):
    """Drops `_ = x` for each x that is used elsewhere, and all marks."""
    used = set(re.findall("\1(\\d+)\2", text))
    lines = []
    for line in text.split("\n"):
        late = re.match("\s*\3(\\d+)\4", line)
        if late and late.group(1) in used:
            continue
        lines.append(re.sub("[\1\3]\\d+[\2\4]", "", line))
    return "\n".join(lines)


class Exprs:
    # --- scopes -----------------------------------------------------------------------------------------------

    def find(self, name):
        for scope in reversed(self.scopes):
            if name in scope:
                return scope[name]
        return None

    def visible(self):
        seen, out = set(), []
        for scope in reversed(self.scopes):
            for name, var in scope.items():
                if name not in seen:
                    seen.add(name)
                    if isinstance(var, Var):
                        out.append(var)
        return out

    def use(self, var):
        """The name, marked (settle_uses takes the marks away): text that is thrown away uses nothing."""
        return E(f"\1{var.id}\2{var.name}", PRIMARY, not var.const, var.const)

    def pick_var(self, pred):
        """A visible variable that satisfies pred; nearer scopes are likelier."""
        found = [v for v in self.visible() if pred(v)]
        if not found:
            return None
        i = min(self.r.randrange(len(found)), self.r.randrange(len(found)))
        return found[i]

    def chance(self, p):
        return self.r.random() < p

    # --- entry points -----------------------------------------------------------------------------------------

    def expr(self, t, d=2):
        """An expression whose type is exactly t (a constant's default type counts)."""
        if d <= 0 or self.cost > self.limit:
            return self.leaf(t, d)
        self.cost += 1
        makers = [(6, self.leaf)] + self.general_makers(t) + self.special_makers(t)
        for _ in range(4):
            made = self.weighted(makers)(t, d)
            if made is not None:
                return made
        return self.leaf(t, d)

    def aexpr(self, t, d=2):
        """An expression that is assignable to t."""
        if is_iface(t) and self.chance(0.75):
            made = self.implementation(t, d)
            if made is not None:
                return made
        if nilable(t) and self.chance(0.06):
            return E("nil")
        under = u(t)
        if t.kind == "named" and under.kind in ("slice", "map", "func", "ptr", "struct", "array", "chan") \
                and self.chance(0.15):
            return self.expr(under, d)
        if under.kind == "chan" and t.dir and self.chance(0.5):
            return self.expr(chan(under.elem), d)
        if t.kind == "named" and under.kind == "basic" and self.chance(0.3):
            return self.constant(under)
        if t.s in ("byte", "uint", "int64", "uintptr", "float64", "rune") and self.chance(0.3):
            return E(str(self.r.choice([0, 1, 3, 7, 255 if t.s == "byte" else 300])), const=True)
        return self.expr(t, d)

    def implementation(self, face, d):
        pool = [t for t in self.pool if t is not face and implements(t, face)]
        if not pool:
            return None
        if not u(face).methods and self.chance(0.15):
            lit = self.r.choice(["limit", "label", 'label + "x"', "big", "typed", "ratio", "nil", "7", '"x"', "'r'",
                                 "1.5", "true", "struct{}{}", "-3", "1 << 10", '"ab" + "cd"'] + UNTYPED)
            return E(lit, const=True, prec=3)
        return self.expr(self.r.choice(pool), d)

    def weighted(self, makers):
        total = sum(w for w, _ in makers)
        at = self.r.random() * total
        for w, maker in makers:
            at -= w
            if at < 0:
                return maker
        return makers[-1][1]

    # --- leaves -----------------------------------------------------------------------------------------------

    def leaf(self, t, d):
        if not (u(t).kind == "basic" and self.chance(0.3)):
            var = self.pick_var(lambda v: v.type is t)
            if var is not None and self.chance(0.9):
                return self.use(var)
        return self.literal(t, d - 1)

    def constant(self, t):
        r, name = self.r, t.s
        if name == "string" and self.chance(0.1):
            return E(r.choice(STRINGS), const=True)
        if name == "int" and self.chance(0.1):
            return E(r.choice(["limit * 2", "1 << 3", "07", "0b11", "kind2"]), const=True, prec=3)
        if name == "string":
            return E(r.choice(['""', '"a"', '"ab"', '"long one"', '`raw`', '"é"', '"k"']), const=True)
        if name == "bool":
            return E(r.choice(["true", "false"]), const=True)
        if name == "int":
            return E(r.choice(["0", "1", "2", "3", "10", "0x1F", "1_000", "4096"]), const=True)
        if name == "rune":
            return E(r.choice(["'a'", "'\\n'", "'é'", "'世'", "'\\x00'", "unit", "'\\''"]), const=True)
        if name == "float64":
            return E(r.choice(["0.5", "1.25", "1e9", "3.0"]), const=True)
        if name == "complex128":
            return E(r.choice(["1i", "complex(1, 2)", "(2 + 3i)", "1e-3i"]), const=True)
        if name == "unsafe.Pointer":
            return E("unsafe.Pointer(nil)")
        return E(f"{name}({r.choice([0, 1, 5, 200])})", const=True)

    def literal(self, t, d):
        """A value of type t made from nothing but smaller values."""
        under = u(t)
        kind = under.kind
        if kind == "basic":
            c = self.constant(under)
            return c if t is under else E(f"{t.s}({c.s})", const=c.const)
        if kind == "tparam":
            return E(f"*new({t.s})", UNARY, True)
        if kind == "iface":
            if self.chance(0.8):
                made = self.implementation(t, d - 1) if d > -1 else None
                if made is not None:
                    return E(f"{conv(t)}({made.s})")
            return E(f"{conv(t)}(nil)")
        if kind == "ptr":
            return self.pointer_literal(t, under, d)
        if kind == "func":
            if d <= 0 and self.chance(0.7) or self.nesting > 3 or self.cost > self.limit:
                return self.func_name(t, d) or E(f"{conv(t)}(nil)")
            lit = self.func_literal(under)
            return lit if t is under else E(f"{t.s}({lit.s})")
        if kind == "chan":
            made = E(f"make({t.s})") if self.chance(0.5) or under.dir else E(f"make({t.s}, {self.size()})")
            return made
        if kind == "map" and self.chance(0.4):
            return E(self.r.choice([f"make({t.s})", f"make({t.s}, {self.size()})"]))
        if kind == "slice" and self.chance(0.35):
            return self.make_slice(t, d)
        return self.composite(t, under, d)

    def pointer_literal(self, t, under, d):
        elem = under.elem
        cast = (lambda e: e) if t is under else (lambda e: E(f"{t.s}({e.s})"))
        roll = self.r.random()
        if roll < 0.45 and u(elem).kind in ("struct", "array", "slice", "map") and elem.kind != "tparam":
            return cast(E("&" + self.composite(elem, u(elem), d).s, UNARY))
        if roll < 0.6 and d > -1:
            var = self.pick_var(lambda v: v.type is elem and not v.const)
            if var is not None:
                return cast(E("&" + self.use(var).s, UNARY))
        if roll < 0.75 and self.since(26) and d > 0:
            return cast(E(f"new({self.expr(elem, d - 1).s})"))
        if roll < 0.95:
            return cast(E(f"new({elem.s})"))
        return E(f"{conv(t)}(nil)")

    def size(self):
        return self.r.choice(["0", "1", "3", "10", self.int_text(1)])

    def int_text(self, d):
        return self.expr(basic("int"), d).s

    def make_slice(self, t, d):
        elem = u(t).elem
        roll = self.r.random()
        if roll < 0.4:
            return E(f"make({t.s}, {self.r.choice(['0', '1', '3', '10'])})")
        if roll < 0.6:
            return E(f"make({t.s}, {self.variable_int()})")
        if roll < 0.8:
            return E(f"make({t.s}, {self.r.choice(['0', '1', '2'])}, {self.r.choice(['2', '8', '100'])})")
        if roll < 0.9:
            return E(f"make({t.s}, 0, {self.variable_int()})")
        bytes_per = {"byte": 1, "int": 8, "string": 16}.get(elem.s, 8)
        n = 65536 // bytes_per + self.r.choice([-1, 0, 1])
        return E(f"make({t.s}, {n})")

    def variable_int(self):
        var = self.pick_var(lambda v: v.type.s == "int" and not v.const)
        if var is None or self.chance(0.2):
            s = self.pick_var(lambda v: u(v.type).kind in ("slice", "map") or v.type.s == "string" and not v.const)
            return "1" if s is None else f"len({self.use(s).s})"
        return self.use(var).s

    def composite(self, t, under, d):
        kind, n = under.kind, self.r.choice([0, 1, 1, 2, 2, 3])
        if d < 0:
            n = 0
        if kind == "slice":
            items = [self.item(under.elem, d) for _ in range(n)]
            if items and self.chance(0.1):
                items[0] = f"{self.r.choice([1, 2, 5])}: {items[0]}"
        elif kind == "array":
            items = [self.item(under.elem, d) for _ in range(min(n, under.n))]
        elif kind == "map":
            items = self.map_items(under, n, d)
        else:
            items = self.fields(under, n, d)
        return E(t.s + "{" + self.commas(items) + "}")

    def commas(self, items):
        if len(items) > 1 and self.chance(0.12):
            return "\n" + "".join(f"{i},\n" for i in items)
        return ", ".join(items)

    def item(self, t, d):
        """An element of a literal, with the type left out where that is allowed."""
        under = u(t)
        if self.chance(0.3) and t.kind != "tparam":
            if under.kind in ("struct", "array", "slice", "map"):
                return self.composite(t, under, d - 1).s[len(t.s):]
            if t.kind == "ptr" and u(t.elem).kind in ("struct", "array", "slice", "map"):
                return self.composite(t.elem, u(t.elem), d - 1).s[len(t.elem.s):]
        return self.aexpr(t, d - 1).s

    def map_items(self, under, n, d):
        items = []
        if under.key.s in ("string", "int"):
            keys = ['"a"', '"b"', '"c"', '"d"'] if under.key.s == "string" else ["1", "2", "30", "4"]
            for i in range(n):
                key = keys[i]
                if self.chance(0.15):
                    key = self.variable_of(under.key) or key
                items.append(f"{key}: {self.item(under.elem, d)}")
        else:
            for _ in range(min(n, 1)):
                items.append(f"{self.item(under.key, d)}: {self.item(under.elem, d)}")
        return items

    def variable_of(self, t):
        var = self.pick_var(lambda v: v.type is t and not v.const)
        return None if var is None else self.use(var).s

    def fields(self, under, n, d):
        usable = [f for f in under.fields if f[0] != "_"]
        if not usable or n == 0:
            return []
        if len(usable) == len(under.fields) and self.chance(0.25) and d > 0:
            return [self.item_value(f[1], d) for f in usable]
        chosen = [f for f in usable if self.chance(0.6)]
        if self.chance(0.3):
            self.r.shuffle(chosen)
        if self.since(27) and self.chance(0.4):
            taken = {f[0] for f in under.fields}
            chosen = [self.promoted(f, taken) for f in chosen]
        return [f"{f[0]}: {self.item_value(f[1], d)}" for f in chosen]

    def promoted(self, field, taken):
        """In place of an embedded struct one of its fields (Go 1.27)."""
        inner = field[1]
        if field[2] and inner.kind == "named" and u(inner).kind == "struct":
            mine = [f for f in u(inner).fields if f[0] not in taken | {"_"} and not f[2]]
            if mine:
                taken.update(f[0] for f in mine)
                return self.r.choice(mine)
        return field

    def item_value(self, t, d):
        return self.aexpr(t, d - 1).s

    # --- makers for any type ----------------------------------------------------------------------------------

    def general_makers(self, t):
        makers = [(2.5, self.call_function), (1.5, self.call_method), (1.2, self.call_value), (1, self.deref),
                  (6 if self.indexed else 1.5, self.index), (2, self.field), (0.6, self.receive), (0.7, self.assertion),
                  (0.35, self.call_literal), (0.25, self.parenthesised), (0.3, self.convert_same),
                  (0.3, self.convert_named), (0.3, self.convert_pointer), (0.5, self.idiom),
                  (1.2, self.part_of_value)]
        if self.generics and self.generic_funcs:
            makers.append((1.5, self.call_generic))
        return makers

    def parenthesised(self, t, d):
        e = self.expr(t, d)
        return E(f"({e.s})", PRIMARY, e.addr, e.const)

    def convert_same(self, t, d):
        under = u(t)
        if t.kind == "named":
            e = self.expr(under, d - 1)
            return E(f"{t.s}({e.s})", const=e.const)
        peers = [p for p in self.pool if p.kind == "named" and p.under is t]
        if not peers:
            return None
        e = self.expr(self.r.choice(peers), d - 1)
        return E(f"{conv(t)}({e.s})", const=e.const)

    def call_function(self, t, d):
        found = [f for f in self.funcs if len(f.type.results) == 1 and f.type.results[0] is t and not self.find(f.name)]
        if not found:
            return None
        f = self.r.choice(found)
        return E(f"{f.name}({self.args(f.type, d)})")

    def args(self, sig, d):
        """The arguments of a call: one by one, f(g()), or with a slice spread."""
        if len(sig.params) > 1 and not sig.variadic and self.chance(0.1):
            multi = [f for f in self.funcs if f.type.results == sig.params and not self.find(f.name)]
            if multi:
                f = self.r.choice(multi)
                return f"{f.name}({self.args(f.type, d - 1)})"
        out = self.plain_args(sig, d)
        if len(out) > 1 and self.chance(0.03) and not out[-1].endswith("..."):
            return "\n" + ",\n".join(out) + ",\n"
        return ", ".join(out)

    def plain_args(self, sig, d):
        """One text for each argument."""
        params = sig.params[:-1] if sig.variadic else sig.params
        out = [self.aexpr(p, d - 1).s for p in params]
        if sig.variadic:
            last = sig.params[-1]
            if self.chance(0.3):
                out.append(self.expr(last, d - 1).s + "...")
            else:
                out += [self.aexpr(last.elem, d - 1).s for _ in range(self.r.choice([0, 1, 2, 3]))]
        return out

    def members_of(self, t):
        if t.s not in self.member_cache:
            self.member_cache[t.s] = list(members(t).items())
        return self.member_cache[t.s]

    def selectors(self, want):
        """(variable, name, member) of the visible variables that have a member as wanted."""
        out = []
        for var in self.visible():
            if var.type.kind in ("basic", "slice", "map", "func", "array", "chan"):
                continue
            for name, m in self.members_of(var.type):
                if want(m) and (m.kind == "field" or m.via_iface or self.methods_ok):
                    out.append((var, name, m))
        return out

    def call_method(self, t, d):
        found = self.selectors(lambda m: m.kind == "method" and len(m.type.results) == 1 and m.type.results[0] is t)
        if not found or self.chance(0.25):
            return self.call_method_of_value(t, d)
        var, name, m = self.r.choice(found)
        return E(f"{self.use(var).s}.{name}({self.args(m.type, d)})")

    def call_method_of_value(self, t, d):
        """T.M(x) or x.M() of any x; t: the result's type, or None for any."""
        if not self.methods_ok:
            return None
        owner = self.r.choice(self.pool)
        if owner.kind not in ("named", "ptr", "iface"):
            return None
        found = [(n, m) for n, m in self.members_of(owner) if m.kind == "method" and (not m.ptr_recv or m.indirect)
                 and (t is None or m.type.results == [t])]
        if not found:
            return None
        name, m = self.r.choice(found)
        if self.chance(0.5):
            recv = self.aexpr(owner, d - 1)
            if recv.s == "nil" and is_iface(owner):
                return None
            return E(f"{conv(owner)}.{name}({', '.join([recv.s] + self.plain_args(m.type, d))})")
        recv = self.expr(owner, d - 1)
        return E(f"{wrap(recv, PRIMARY)}.{name}({self.args(m.type, d)})")

    def call_value(self, t, d):
        var = self.pick_var(lambda v: u(v.type).kind == "func" and len(u(v.type).results) == 1
                            and u(v.type).results[0] is t)
        if var is not None and self.chance(0.7):
            return E(f"{self.use(var).s}({self.args(u(var.type), d)})")
        types = [p for p in self.pool if u(p).kind == "func" and len(u(p).results) == 1 and u(p).results[0] is t]
        if not types:
            return None
        ft = self.r.choice(types)
        callee = self.expr(ft, d - 1)
        return E(f"{wrap(callee, PRIMARY)}({self.args(u(ft), d)})")

    def call_literal(self, t, d):
        if self.nesting > 2:
            return None
        params = [self.any_type() for _ in range(self.r.choice([0, 0, 1, 2]))]
        sig = func(params, [t], False)
        lit = self.func_literal(sig)
        return E(f"{lit.s}({self.args(sig, d)})")

    def deref(self, t, d):
        p = ptr(t)
        var = self.pick_var(lambda v: v.type is p)
        if var is None and not self.chance(0.1):
            return None
        e = self.use(var) if var is not None and self.chance(0.7) else self.expr(p, d - 1)
        return E("*" + wrap(e, UNARY), UNARY, True)

    def index(self, t, d):
        var = self.pick_var(lambda v: u(v.type).kind in ("slice", "array", "map") and u(v.type).elem is t
                            or v.type.kind == "ptr" and u(v.type.elem).kind == "array" and u(v.type.elem).elem is t)
        if var is None:
            return None
        return self.index_of(self.use(var), var.type, d)

    def index_of(self, base, t, d):
        under = u(t)
        s = wrap(base, PRIMARY)
        if under.kind == "map":
            if under.key.s == "string" and self.chance(0.15):
                b = self.pick_var(lambda v: v.type.s == "[]byte")
                if b is not None:
                    return E(f"{s}[string({self.use(b).s})]")
            return E(f"{s}[{self.aexpr(under.key, d - 1).s}]")
        if under.kind == "ptr":
            return E(f"{s}[{self.index_value(u(under.elem).n, d)}]", PRIMARY, True)
        if under.kind == "array":
            return E(f"{s}[{self.index_value(under.n, d)}]", PRIMARY, base.addr)
        return E(f"{s}[{self.index_value(4, d)}]", PRIMARY, True)

    def index_value(self, n, d):
        roll = self.r.random()
        if self.indexed and roll < 0.8:
            return self.bounded_index(n, d)
        var = self.pick_var(lambda v: v.type.s in ("int", "byte", "uint") and not v.const)
        if var is None or roll < 0.35:
            return str(self.r.randrange(n))
        name = self.use(var).s
        if roll < 0.7:
            return name
        return self.r.choice([f"{name}&1", f"{name}%2", f"{name}+1", f"{name}&{min(n - 1, 100)}", f"{name}>>1",
                              f"{name}%{min(n, 200)}", f"{name}-1", f"uint({name})%{n}", f"uint8({name})&3",
                              f"{name}>>62", f"({name}&7)/4", f"{name}&^3"])

    def bounded_index(self, n, d):
        """An index that is always below n, seen from its form, or nearly so."""
        roll, small = self.r.random(), self.r.choice([m for m in (0, 1, 3, 7, 15) if m < n])
        if n >= 256 and roll < 0.3:
            return self.expr(basic("byte"), d - 1).s
        t = basic(self.r.choice(["int", "uint", "byte"]))
        x = self.steady(t, d if self.cost < self.limit else 0, 5)
        if x is None:
            return str(self.r.randrange(n))
        if roll < 0.7:
            return f"{x}&{small}"
        if roll < 0.8 and t.s != "int":
            return f"{x}%{n if n < 256 else 200}"
        return self.r.choice([f"{small}&{x}", f"{x}&{n}", f"{x}>>{63 if t.s == 'uint' else 7}", f"uint({x})%{n}",
                              f"({x}&7)/4", f"{x}&{small}+1"])

    def field(self, t, d):
        found = self.selectors(lambda m: m.kind == "field" and m.type is t)
        if not found:
            return None
        var, name, m = self.r.choice(found)
        base = self.use(var)
        if var.type.kind == "ptr" and self.chance(0.05):
            return E(f"(*{base.s}).{name}", PRIMARY, True)
        return E(f"{base.s}.{name}", PRIMARY, base.addr or m.indirect)

    def part_of_value(self, t, d):
        """A field, element, map entry, received value or assertion of any expression, not just of a variable."""
        if d < 1:
            return None
        owner = self.any_type()
        under = u(owner)
        if under.kind == "ptr" and u(under.elem).kind == "array" and u(under.elem).elem is t or \
                under.kind in ("slice", "array", "map") and under.elem is t:
            return self.index_of(self.expr(owner, d - 1), owner, d)
        if under.kind == "chan" and under.elem is t and under.dir != "s":
            return E("<-" + wrap(self.expr(owner, d - 1), UNARY), UNARY)
        if under.kind == "iface" and (is_iface(t) or implements(t, owner)) and t.kind != "tparam":
            return E(f"{wrap(self.expr(owner, d - 1), PRIMARY)}.({t.s})")
        found = [(n, m) for n, m in self.members_of(owner) if m.kind == "field" and m.type is t]
        if not found:
            return None
        base = self.expr(owner, d - 1)
        name, m = self.r.choice(found)
        return E(f"{wrap(base, PRIMARY)}.{name}", PRIMARY, base.addr or m.indirect)

    def receive(self, t, d):
        var = self.pick_var(lambda v: u(v.type).kind == "chan" and u(v.type).elem is t and u(v.type).dir != "s")
        return None if var is None else E("<-" + self.use(var).s, UNARY)

    def assertion(self, t, d):
        var = self.pick_var(lambda v: is_iface(v.type) and (is_iface(t) or implements(t, v.type)))
        if var is None:
            return None
        return E(f"{self.use(var).s}.({t.s})")

    # --- makers by kind ---------------------------------------------------------------------------------------

    def special_makers(self, t):
        under = u(t)
        kind = under.kind
        if kind == "basic":
            if t.s == "int":
                return [(3, self.arithmetic), (2, self.measure), (0.5, self.number_conversion), (0.4, self.minmax)]
            if under.s in NUMBERS:
                return [(1.5, self.arithmetic), (1, self.number_conversion)] + \
                    ([(0.7, self.from_pointer)] if t.s == "uintptr" else [])
            if under.s == "string":
                return [(3, self.concat), (2, self.string_conversion), (1, self.substring), (0.4, self.minmax)]
            if under.s == "bool":
                return [(3, self.comparison), (1.5, self.logic)]
            if t.s == "unsafe.Pointer":
                return [(3, self.to_unsafe)]
            return []
        if kind == "tparam":
            return [(3, self.sum_of_params)] if t.dir == "ordered" else []
        if kind == "ptr":
            return [(4, self.address), (2, self.new_value)] + \
                ([(0.6, self.from_unsafe)] if self.unsafe else []) + [(0.15, self.slice_to_array_pointer)]
        if kind == "slice":
            return [(3, self.append), (2.5, self.reslice), (2, self.fresh)] + \
                ([(1.5, self.bytes_of)] if under.elem.s in ("byte", "rune") else []) + \
                ([(0.8, self.unsafe_slice)] if self.unsafe and t.kind == "slice" else [])
        if kind == "func":
            return [(3, self.function_value), (1.5, self.method_value), (1.5, self.fresh), (0.5, self.method_expr)] + \
                ([(1.5, self.generic_value)] if self.generic_funcs else [])
        if kind == "iface":
            return [(5, self.to_interface)]
        if kind == "array":
            return [(2, self.fresh), (0.3, self.slice_to_array)]
        return [(2, self.fresh)]

    def sum_of_params(self, t, d):
        """a + b of a type parameter whose type set has +."""
        return E(f"{self.operand(t, d, 4)} + {self.operand(t, d, 5)}", 4)

    def fresh(self, t, d):
        return self.literal(t, d)

    def operand(self, t, d, level):
        return wrap(self.expr(t, d - 1), level)

    def steady(self, t, d, level):
        """An operand that is no constant, so that nothing overflows at compile time."""
        for _ in range(3):
            var = self.pick_var(lambda v: v.type is t and not v.const)
            if var is not None:
                return self.use(var).s
            break
        e = self.call_function(t, d - 1) or self.call_value(t, d - 1) or self.index(t, d - 1) or self.field(t, d - 1)
        return None if e is None else wrap(e, level)

    def arithmetic(self, t, d):
        if t.s == "int" and self.chance(0.08):
            bits = self.steady(t, d, 5)
            return None if bits is None else E(f"1 << ({bits} & 7)", 5)
        op = self.r.choice(["+", "-", "*", "/", "+", "-"] if u(t).s == "float64"
                           else ["+", "-", "*", "/", "%", "&", "|", "^", "<<", ">>", "&^", "+", "+", "-"])
        level = PREC[op]
        left = self.steady(t, d, level)
        if left is None:
            return None
        if op in ("/", "%"):
            return E(f"{left} {op} {self.r.choice([2, 3, 8])}", level)
        if op in ("<<", ">>"):
            return E(f"{left} {op} {self.r.choice([1, 3, 7])}", level)
        if self.chance(0.15):
            return E(self.r.choice(["-", "+", "^" if u(t).s != "float64" else "-"]) + left, UNARY) \
                if not left.startswith(("-", "+", "^")) else None
        right = self.operand(t, d, level + 1)
        return E(f"{left} {op} {right}", level)

    def measure(self, t, d):
        var = self.pick_var(lambda v: u(v.type).kind in ("slice", "map", "array", "chan") or u(v.type).s == "string")
        if var is None or self.chance(0.2):
            inner = self.expr(self.r.choice([slice_of(ptr(basic("int"))), basic("string"), slice_of(basic("int"))]),
                              d - 1)
            return None if inner.const else E(f"len({inner.s})")
        if u(var.type).kind == "slice" and self.chance(0.2):
            return E(f"copy({self.use(var).s}, {self.expr(var.type, d - 1).s})")
        word = "cap" if u(var.type).kind in ("slice", "chan") and self.chance(0.3) else "len"
        return E(f"{word}({self.use(var).s})", const=var.const or u(var.type).kind == "array")

    def number_conversion(self, t, d):
        source = basic(self.r.choice([n for n in ("int", "byte", "rune", "float64", "uint") if n != t.s]))
        inner = self.steady(source, d, 0)
        return None if inner is None else E(f"{t.s}({inner})")

    def minmax(self, t, d):
        if not self.since(21):
            return None
        left = self.steady(t, d, 0)
        if left is None:
            return None
        more = [self.expr(t, d - 1).s for _ in range(self.r.choice([1, 1, 2]))]
        return E(f"{self.r.choice(['min', 'max'])}({', '.join([left] + more)})")

    def concat(self, t, d):
        n = self.r.choice([2, 2, 3, 4])
        return E(" + ".join(self.operand(t, d, 5) for _ in range(n)), 4)

    def string_conversion(self, t, d):
        if self.chance(0.15):
            return E(f"{t.s}({self.r.choice(['limit + 60', '65', chr(39) + 'x' + chr(39)])})", const=True)
        source = self.r.choice([slice_of(basic("byte")), slice_of(basic("rune")), basic("rune")])
        if source.kind == "basic":
            inner = self.steady(source, d, 0)
            return None if inner is None else E(f"{t.s}({inner})")
        return E(f"{t.s}({self.expr(source, d - 1).s})")

    def substring(self, t, d):
        s = self.steady(t, d, PRIMARY)
        if s is None:
            return None
        if self.chance(0.5):
            return E(f"{s}[{self.index_value(3, d)}:]")
        return E(f"{s}[:{self.variable_int()}]")

    def comparison(self, t, d):
        made = self.compare(d)
        return made if t.s == "bool" or made is None else E(f"{t.s}({made.s})")

    def compare(self, d):
        roll = self.r.random()
        if roll < 0.3:
            var = self.pick_var(lambda v: nilable(v.type))
            if var is not None:
                return E(f"{self.use(var).s} {self.r.choice(['==', '!='])} nil", 3)
        if roll < 0.6:
            left = self.steady(basic("int"), d, 4)
            if left is not None:
                op = self.r.choice(["==", "!=", "<", "<=", ">", ">="])
                return E(f"{left} {op} {self.operand(basic('int'), d, 4)}", 3)
        if roll < 0.66:
            b = self.pick_var(lambda v: v.type.s in ("[]byte", "[]rune"))
            if b is not None:
                right = self.operand(basic("string"), d, 4)
                return E(f"string({self.use(b).s}) {self.r.choice(['==', '<'])} {right}", 3)
        if roll < 0.72:    # an interface against a concrete value: a conversion
            face = self.pick_var(lambda v: is_iface(v.type))
            if face is not None:
                pool = [p for p in self.pool if comparable(p) and implements(p, face.type)]
                if pool:
                    other = self.expr(self.r.choice(pool), d - 1)
                    return E(f"{self.use(face).s} == {wrap(other, 4)}", 3)
        t = self.any_type()
        if not comparable(t) or t.kind == "tparam":
            return None
        left = self.steady(t, d, 4)
        if left is None:
            return None
        return E(f"{left} {self.r.choice(['==', '!='])} {self.operand(t, d, 4)}", 3)

    def logic(self, t, d):
        if self.chance(0.3):
            return E("!" + self.operand(t, d, UNARY), UNARY)
        op = self.r.choice(["&&", "||"])
        return E(f"{self.operand(t, d, PREC[op])} {op} {self.operand(t, d, PREC[op] + 1)}", PREC[op])

    def lvalue(self, t, d):
        """An addressable operand of type t, or None."""
        makers = [self.lvalue_var, self.field, self.index, self.deref, self.lvalue_var]
        self.r.shuffle(makers)
        for maker in makers:
            e = maker(t, d)
            if e is not None and e.addr:
                return e
        return None

    def lvalue_var(self, t, d):
        var = self.pick_var(lambda v: v.type is t and not v.const)
        return None if var is None else self.use(var)

    def address(self, t, d):
        e = self.lvalue(u(t).elem, d)
        if e is None:
            return None
        made = E("&" + wrap(e, UNARY), UNARY)
        return made if t.kind == "ptr" else E(f"{t.s}({made.s})")

    def new_value(self, t, d):
        return self.pointer_literal(t, u(t), d)

    def to_unsafe(self, t, d):
        roll = self.r.random()
        if roll < 0.12:
            var = self.pick_var(lambda v: v.type.s == "uintptr" and not v.const)
            if var is not None:
                return E(f"unsafe.Pointer({self.use(var).s})")
        if 0.2 < roll < 0.3 and self.since(20):
            text = self.pick_var(lambda v: v.type.s == "string" and not v.const)
            if text is not None:
                return E(f"unsafe.Pointer(unsafe.StringData({self.use(text).s}))")
        if 0.3 < roll < 0.4 and self.since(20):
            items = self.pick_var(lambda v: v.type.kind == "slice")
            if items is not None:
                return E(f"unsafe.Pointer(unsafe.SliceData({self.use(items).s}))")
        p = self.r.choice([t for t in self.pool if t.kind == "ptr"])
        inner = self.expr(p, d - 1).s
        if roll < 0.4:
            return E(f"unsafe.Pointer(uintptr(unsafe.Pointer({inner})) + {self.r.choice(['8', '0', self.int_cast()])})")
        if roll < 0.5 and self.since(17):
            return E(f"unsafe.Add(unsafe.Pointer({inner}), {self.variable_int()})")
        return E(f"unsafe.Pointer({inner})")

    def int_cast(self):
        return f"uintptr({self.variable_int()})"

    def from_pointer(self, t, d):
        if not self.unsafe:
            return None
        return E(f"uintptr({self.expr(basic('unsafe.Pointer'), d - 1).s})")

    def from_unsafe(self, t, d):
        return E(f"{conv(t)}({self.expr(basic('unsafe.Pointer'), d - 1).s})")

    def append(self, t, d):
        base = self.expr(t, d - 1) if self.chance(0.8) else E(f"{conv(t)}(nil)")
        elem = u(t).elem
        if elem.s == "byte" and self.chance(0.25):
            return E(f"append({base.s}, {self.expr(basic('string'), d - 1).s}...)")
        if self.chance(0.3):
            return E(f"append({base.s}, {self.expr(t, d - 1).s}...)")
        n = self.r.choice([0, 1, 1, 1, 2, 3])
        return E(f"append({', '.join([base.s] + [self.aexpr(elem, d - 1).s for _ in range(n)])})")

    def reslice(self, t, d):
        elem = u(t).elem
        found = self.pick_var(lambda v: v.type is t or t.kind == "slice" and (
            v.type.kind == "array" and v.type.elem is elem
            or v.type.kind == "ptr" and u(v.type.elem).kind == "array" and u(v.type.elem).elem is elem))
        if found is None:
            return None
        s, roll = self.use(found).s, self.r.random()
        n = 3
        if found.type.kind == "array":
            n = found.type.n
        elif found.type.kind == "ptr":
            n = u(found.type.elem).n
        low, high = sorted((self.r.randint(0, n), self.r.randint(0, n)))
        if roll < 0.25:
            return E(f"{s}[:]")
        if roll < 0.5:
            return E(f"{s}[{low}:]")
        if roll < 0.65:
            return E(f"{s}[:{self.variable_int()}]") if n >= 3 else E(f"{s}[:]")
        if roll < 0.8:
            return E(f"{s}[{low}:{high}]")
        return E(f"{s}[{low}:{high}:{n}]")

    def bytes_of(self, t, d):
        return E(f"{conv(t)}({self.expr(basic('string'), d - 1).s})")

    def unsafe_slice(self, t, d):
        return E(f"unsafe.Slice({self.expr(ptr(t.elem), d - 1).s}, {self.variable_int()})")

    def slice_to_array(self, t, d):
        if not self.since(20) or u(t).elem.kind == "tparam":
            return None
        return E(f"{conv(t)}({self.expr(slice_of(u(t).elem), d - 1).s})")

    def slice_to_array_pointer(self, t, d):
        elem = u(t).elem
        if u(elem).kind != "array":
            return None
        return E(f"{conv(t)}({self.expr(slice_of(u(elem).elem), d - 1).s})")

    def func_name(self, t, d):
        if t.kind != "func":
            return None
        found = [f for f in self.funcs if f.type is t and not self.find(f.name)]
        return E(self.r.choice(found).name) if found else None

    def function_value(self, t, d):
        under = u(t)
        made = self.func_name(under, d)
        return made if made is None or t is under else E(f"{t.s}({made.s})")

    def method_value(self, t, d):
        found = self.selectors(lambda m: m.kind == "method" and m.type is t)
        if not found:
            return None
        var, name, m = self.r.choice(found)
        return E(f"{self.use(var).s}.{name}")

    def method_expr(self, t, d):
        if t.kind != "func" or not t.params or not self.methods_ok:
            return None
        owner = t.params[0]
        if t.variadic and len(t.params) == 1:
            return None
        for name, m in self.members_of(owner):
            if m.kind == "method" and (not m.ptr_recv or m.indirect) and \
                    func([owner] + m.type.params, m.type.results, m.type.variadic) is t:
                return E(f"{conv(owner)}.{name}")
        return None

    def to_interface(self, t, d):
        made = self.implementation(t, d - 1)
        if made is None:
            return None
        return E(f"{conv(t)}({made.s})")
