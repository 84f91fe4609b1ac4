"""Type parameters: generic functions, types and methods, and their uses."""
from genexpr import E, wrap
from gotypes import (TABLE, array, basic, chan, comparable, func, implements, intern, is_iface, map_of, ptr, slice_of,
                     struct, u)

PARAMS = ("P", "Q", "S")


def substitute(t, table):
    """t with the type parameters of table (name -> type) replaced."""
    if t.kind == "tparam" or t.s == "S":
        return table.get(t.s, t)
    if t.kind == "ptr":
        return ptr(substitute(t.elem, table))
    if t.kind == "slice":
        return slice_of(substitute(t.elem, table))
    if t.kind == "array":
        return array(t.n, substitute(t.elem, table))
    if t.kind == "map":
        return map_of(substitute(t.key, table), substitute(t.elem, table))
    if t.kind == "chan":
        return chan(substitute(t.elem, table), t.dir)
    if t.kind == "func":
        return func([substitute(p, table) for p in t.params], [substitute(p, table) for p in t.results], t.variadic)
    if t.kind == "struct":
        return struct([(n, substitute(f, table), e) for n, f, e in t.fields], t.dir)
    if t.base is not None:
        return t.base.instantiate([substitute(a, table) for a in t.args])
    return t


class GenericType:
    """type Box[P any] struct { ... } with methods; under and methods speak of the parameters."""

    def __init__(self, name, params, kind="named"):
        self.name, self.params, self.kind, self.under, self.methods = name, params, kind, None, {}

    def instantiate(self, args):
        t, new = intern(self.kind, f"{self.name}[{', '.join(a.s for a in args)}]")
        if new:
            t.base, t.args = self, args
            table = {p.s: a for p, a in zip(self.params, args)}
            if self.kind == "iface":
                t.methods = {n: substitute(f, table) for n, f in self.methods.items()}
            else:
                t.under = substitute(self.under, table)
                t.methods = {n: (substitute(f, table), p) for n, (f, p) in self.methods.items()}
        return t


class GenericFunc:
    """A function, or with receiver a method, of type parameters: (name, constraint) each."""

    def __init__(self, name, params, sig, receiver=None):
        self.name, self.params, self.type, self.receiver = name, params, sig, receiver

    def list(self):
        return "[" + ", ".join(f"{n} {c}" for n, c in self.params) + "]"


def words(text):
    for c in "][*)(,.{};":
        text = text.replace(c, " ")
    return text.split()


def has_param(t):
    return any(w in PARAMS for w in words(t.s))


class Generics:
    scope_params = ()    # of the function whose body is being written: (name, constraint) each

    def type_param(self, name):
        return intern("tparam", name)[0]

    def slice_param(self):
        s, new = intern("named", "S")
        s.under = slice_of(self.type_param("P"))
        return s

    # --- types ------------------------------------------------------------------------------------------------

    def declare_generic_types(self):
        p, q = self.type_param("P"), self.type_param("Q")
        pi, integer = ptr(basic("int")), basic("int")
        self.parts.append("type C0 interface {\n~int | ~string\n}")
        TABLE["C1"] = intern("iface", "C1")[0]
        TABLE["C1"].methods = {"Get": func([], [pi])}
        self.parts.append("type C1 interface {\ncomparable\nGet() *int\n}")
        kinds = ["box", "pair", "list", "named", "source", "embeds", "walk"]
        for n, kind in enumerate(["box"] + self.r.sample(kinds, self.r.choice([1, 2, 3]))):
            g = GenericType(f"{kind.capitalize()}{n}", [p])
            methods = {"Take": (func([], [p]), self.chance(0.5)), "Put": (func([ptr(p)], [ptr(p)]), True)}
            if kind == "pair":
                g.params = [p, q]
                fields = [("a", p, False), ("b", q, False), ("f", func([p], [q]), False)]
                methods = {"Swap": (func([], [q]), self.chance(0.5)), "Get": (func([], [pi]), self.chance(0.5))}
            elif kind == "list":
                g.under = struct([])
                fields = [("next", ptr(g.instantiate([p])), False), ("v", p, False)]
                TABLE.pop(f"{g.name}[P]")
            elif kind == "embeds":
                fields = [(self.generic_types[0].name, self.generic_types[0].instantiate([p]), True), ("n", p, False)]
                methods = {"Len": (func([], [integer]), self.chance(0.5))}
            elif kind == "box":
                fields = [("v", p, False), ("p", ptr(p), False)] + ([("all", slice_of(p), False)] if self.chance(0.5)
                                                                    else [])
            if kind == "source":
                g.kind, g.methods = "iface", {"Take": func([], [p])}
                text = "interface {\nTake() P\n}"
            elif kind == "walk":
                g.under = func([func([p], [basic("bool")])], [])
                text, g.methods = g.under.s, methods
            elif kind == "named":
                g.under = self.r.choice([slice_of(p), func([p], [p]), map_of(basic("string"), p), array(2, p)])
                text, g.methods = g.under.s, methods
            else:
                g.under, g.methods = struct(fields), methods
                text = "struct {\n" + "\n".join(b.s if e else f"{a} {b.s}" for a, b, e in fields) + "\n}"
            if kind == "list":
                own = intern("named", f"{g.name}[P]")[0]
                own.base, own.args, own.under, own.methods = g, [p], g.under, g.methods
                g.under = struct([("next", ptr(own), False), ("v", p, False)])
                own.under = g.under
            self.parts.append(f"type {g.name}[{', '.join(x.s + ' any' for x in g.params)}] {text}")
            self.generic_types.append(g)
            alias = None
            if self.since(24) and len(g.params) == 1 and self.chance(0.3):
                alias = f"GA{n}"
                self.parts.append(f"type {alias}[P any] = {g.name}[P]")
            for arg in self.r.sample([integer, pi, basic("string"), self.any, slice_of(pi)], 2):
                t = g.instantiate([arg] + [self.r.choice([integer, pi]) for _ in g.params[1:]])
                self.add_to_pool(t, 2)
                if alias is not None:
                    self.aliases.setdefault(t.s, []).append(f"{alias}[{arg.s}]")
                if kind == "walk":
                    self.iterators.append(t)
                self.add_to_pool(ptr(t), 2) if g.kind != "iface" else None

    # --- functions --------------------------------------------------------------------------------------------

    def declare_generic_functions(self, n):
        p, q, integer, pi = self.type_param("P"), self.type_param("Q"), basic("int"), ptr(basic("int"))
        face = self.r.choice([t for t in self.pool if t.s in ("J0", "J1")])
        for i in range(n):
            constraint = self.r.choice(["any", "any", "any", "comparable", "C0", "C1", face.s])
            params = self.r.choice([[p], [ptr(p)], [p, slice_of(p)], [slice_of(p)], [func([p], [p]), p], [p, p],
                                    [ptr(p), ptr(p)], [func([func([p], [basic("bool")])], [])]])
            results = self.r.choice([[p], [ptr(p)], [slice_of(p)], [self.any], [], [func([], [p])], [p, ptr(p)]])
            lists = [("P", constraint)]
            if self.chance(0.2):
                lists.append(("Q", "any"))
                params = params + [self.r.choice([q, ptr(q), func([p], [q])])]
                results = self.r.choice([[q], results])
            box = self.generic_types[0]
            if len(box.params) == 1 and self.chance(0.25):
                params = params + [ptr(box.instantiate([p]))]
            variadic = params[-1].kind == "slice" and self.chance(0.5)
            if self.chance(0.2):    # S behaves like a named slice type
                s = self.slice_param()
                lists = [("P", constraint), ("S", "~[]P")]
                params, variadic = self.r.choice([[s], [s, p], [ptr(s)], [s, func([p], [basic("bool")])], [p, s]]), False
                results = self.r.choice([[s], [p], [slice_of(p)], [], [func([], [s])], [ptr(p)]])
            self.generic_funcs.append(GenericFunc(f"h{i}", lists, func(params, results, variadic)))
        if self.minor >= 27:
            self.parts.languages = [0] * len(self.parts.languages)    # no file may be of an older language
            for i in range(self.r.choice([0, 1, 2])):
                owner = self.r.choice([t for t in self.pool if t.kind == "named" and t.base is None and
                                       u(t).kind not in ("ptr", "iface")])
                receiver = self.r.choice([owner, ptr(owner)])
                self.generic_funcs.append(GenericFunc(f"Gen{i}", [("P", "any")], self.r.choice(
                    [func([p], [ptr(p)]), func([ptr(p)], [p]), func([slice_of(p)], [p], True)]), receiver))

    def fits(self, t, constraint, table=None):
        """Whether t may be the argument for this constraint."""
        if constraint == "~[]P":
            return u(t).kind == "slice" and u(t).elem is (table or {}).get("P")
        if t.kind == "tparam":
            mine = dict(self.scope_params).get(t.s)
            return mine is not None and (constraint == "any" or mine == constraint or
                                         constraint == "comparable" and mine == "C0")
        if has_param(t) and not self.scope_params:
            return False
        if constraint == "any":
            return True
        if constraint == "comparable":
            return comparable(t) and not is_iface(t) and u(t).kind not in ("struct", "array")
        if constraint == "C0":
            return u(t).s in ("int", "string")
        if constraint == "C1" and not (comparable(t) and not is_iface(t) and u(t).kind not in ("struct", "array")):
            return False
        return implements(t, TABLE[constraint])

    def argument(self, constraint, table):
        if constraint == "~[]P":
            if table.get("P") is None:
                return None
            found = [t for t in self.pool if u(t).kind == "slice" and u(t).elem is table["P"]]
            return self.r.choice(found) if found else slice_of(table["P"])
        found = [t for t in self.pool if self.fits(t, constraint)]
        return self.r.choice(found) if found else None

    def instance(self, f, table):
        """(callee text, signature) of f with the missing arguments chosen; None if there are none."""
        for name, constraint in f.params:
            if name not in table:
                table[name] = self.argument(constraint, table)
            if table[name] is None or not self.fits(table[name], constraint, table):
                return None
            own = self.scope_params and f is self.generic_funcs[-1]
            if own and table[name].s != name:    # only itself again: no cycle of ever larger instances
                return None
        text = f"{f.name}[{', '.join(table[n].s for n, _ in f.params)}]"
        if f.receiver is not None:
            text = f"{wrap(self.expr(f.receiver, 1), 8)}.{text}" if f.receiver.kind == "ptr" else \
                f"{wrap(self.expr(f.receiver, 1), 8)}.{text}"
        return text, substitute(f.type, table)

    def instantiate_any(self, f):
        made = self.instance(f, {})
        return made if made is not None else ("print", func([basic("int")], []))

    def instantiate_for(self, f, want):
        """The instance of f whose only result is want, if one of the likely arguments gives it."""
        if len(f.type.results) != 1:
            return None
        result, table = f.type.results[0], {}
        if result.s == "S":
            if u(want).kind != "slice":
                return None
            table = {"P": u(want).elem, "S": want}
        elif result.kind == "tparam":
            table = {result.s: want}
        elif result.kind in ("ptr", "slice") and want.kind == result.kind and result.elem.kind == "tparam":
            table = {result.elem.s: want.elem}
        elif result is not want:
            return None
        if any(has_param(t) and not self.scope_params for t in table.values()):
            return None
        made = self.instance(f, table)
        return made if made is not None and made[1].results[0] is want else None

    def call_generic(self, t, d):
        for _ in range(3):
            f = self.r.choice(self.generic_funcs)
            made = self.instantiate_for(f, t)
            if made is None:
                continue
            name, sig = made
            mentioned = {w for p in f.type.params for w in words(p.s)}
            if self.chance(0.3) and not sig.variadic and all(n in mentioned for n, _ in f.params):
                args = [self.expr(p, d - 1) for p in sig.params]    # inferred: only typed arguments
                if all(not a.const for a in args):
                    return E(f"{name[:name.rindex(f.name) + len(f.name)]}({', '.join(a.s for a in args)})")
                return None
            return E(f"{name}({self.args(sig, d)})")
        return None

    def generic_value(self, t, d):
        """An instance as a value of a func type."""
        for _ in range(3):
            f = self.r.choice(self.generic_funcs)
            made = self.instance(f, {"P": self.argument("any", {})})
            if made is not None and made[1] is t:
                return E(made[0])
        return None

    def write_generics(self):
        """Bodies: the type parameters join the pool while they are written."""
        pool, weighted, funcs = self.pool, self.weighted_pool, self.generic_funcs
        for i, f in enumerate(funcs):
            self.generic_funcs = funcs[:i + 1]
            self.enter_params(f.params, pool, weighted)
            if f.receiver is None:
                params, body = self.function_body(f.type)
                self.parts.append(f"func {f.name}{f.list()}{params} {{\n{body}\n}}")
            else:
                params, body = self.function_body(f.type, ("s", f.receiver))
                self.parts.append(f"func (s {f.receiver.s}) {f.name}{f.list()}{params} {{\n{body}\n}}")
        for g in self.generic_types:
            self.generic_funcs = []
            if g.kind == "iface":
                continue
            self.enter_params([(p.s, "any") for p in g.params], pool, weighted)
            t = g.instantiate(g.params)
            self.pool = list(dict.fromkeys(self.pool + [t]))
            self.weighted_pool = self.weighted_pool + [t, ptr(t)] * 5
            for name, (sig, by_pointer) in g.methods.items():
                recv = ptr(t) if by_pointer else t
                params, body = self.function_body(sig, ("b", recv))
                self.parts.append(f"func (b {recv.s}) {name}{params} {{\n{body}\n}}")
        self.pool, self.weighted_pool, self.generic_funcs, self.scope_params = pool, weighted, funcs, ()

    def enter_params(self, params, pool, weighted):
        self.scope_params = params
        extra = []
        for name, constraint in params:
            if constraint == "~[]P":
                extra += [self.slice_param()] * 3
                continue
            p = self.type_param(name)
            p.key = True if constraint in ("comparable", "C0", "C1") else None
            p.dir = "ordered" if constraint == "C0" else ""
            p.methods = TABLE[constraint].methods if constraint[0] == "J" or constraint == "C1" else {}
            extra += [p, ptr(p), slice_of(p), func([], [p])]
        for g in self.generic_types[:2]:
            if len(g.params) == 1:
                extra.append(g.instantiate([self.type_param("P")]))
        self.member_cache = {}
        self.pool, self.weighted_pool = list(dict.fromkeys(pool + extra)), weighted + extra * 7
