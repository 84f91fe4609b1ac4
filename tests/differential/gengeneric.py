"""Type parameters: generic functions and types, and their uses."""
from gotypes import T, TABLE, array, basic, chan, func, intern, map_of, members, named, ptr, slice_of, struct, u


def substitute(t, table):
    """t with the type parameters of table (name -> type) replaced."""
    if t.kind == "tparam":
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
        return struct([(n, substitute(f, table), e) for n, f, e in t.fields])
    if t.kind == "named" and t.base is not None:
        return t.base.instantiate([substitute(a, table) for a in t.args])
    return t


class GenericType:
    """type Box[P any] struct { ... } with methods; under and methods speak of the parameter."""

    def __init__(self, name, param):
        self.name, self.param, self.under, self.methods = name, param, None, {}

    def instantiate(self, args):
        text = f"{self.name}[{', '.join(a.s for a in args)}]"
        t, new = intern("named", text)
        if new:
            t.base, t.args = self, args
            table = {self.param.s: args[0]}
            t.under = substitute(self.under, table)
            t.methods = {n: (substitute(f, table), p) for n, (f, p) in self.methods.items()}
        return t


class GenericFunc:
    def __init__(self, name, params, sig):
        self.name, self.params, self.type = name, params, sig    # params: (type parameter, constraint)


def has_param(t):
    return any(name in t.s.replace("]", " ").replace("[", " ").replace("*", " ").replace(")", " ").replace("(", " ")
               .replace(",", " ").replace(".", " ").split() for name in ("P", "Q"))


class Generics:
    def type_param(self, name, constraint):
        t, _ = intern("tparam", name)
        t.key = True if constraint == "comparable" else None
        return t

    def declare_generic_types(self):
        for n in range(self.r.choice([1, 2])):
            param = self.type_param("P", "any")
            g = GenericType(f"Box{n}", param)
            fields = [("v", param, False), ("p", ptr(param), False)]
            if self.chance(0.5):
                fields.append(("all", slice_of(param), False))
            g.under = struct(fields)
            g.methods = {"Take": (func([], [param]), self.chance(0.5)),
                         "Put": (func([ptr(param)], [ptr(param)]), True)}
            fields_text = "\n".join(f"{a} {b.s}" for a, b, _ in fields)
            self.parts.append(f"type {g.name}[P any] struct {{\n{fields_text}\n}}")
            self.generic_types.append(g)
            for arg in self.r.sample([basic("int"), ptr(basic("int")), basic("string"), basic("any")], 2):
                t = g.instantiate([arg])
                self.add_to_pool(t, 2)
                self.add_to_pool(ptr(t), 2)

    def declare_generic_functions(self, n):
        for i in range(n):
            p = self.type_param("P", "any")
            choices = [[p], [ptr(p)], [p, slice_of(p)], [slice_of(p)], [func([p], [p]), p], [p, p]]
            params = self.r.choice(choices)
            results = self.r.choice([[p], [ptr(p)], [slice_of(p)], [basic("any")], [], [func([], [p])]])
            variadic = params[-1].kind == "slice" and self.chance(0.5)
            self.generic_funcs.append(GenericFunc(f"h{i}", [(p, "any")], func(params, results, variadic)))

    def concrete(self):
        return self.r.choice([t for t in self.pool if not has_param(t)])

    def instantiate_any(self, f):
        arg = TABLE["P"] if self.in_generic else self.concrete()
        return f"{f.name}[{arg.s}]", substitute(f.type, {"P": arg})

    def instantiate_for(self, f, want):
        """The instance of f whose only result is want, if one of the likely arguments gives it."""
        if len(f.type.results) != 1:
            return None
        result = f.type.results[0]
        if result.kind == "tparam":
            arg = want
        elif result.kind in ("ptr", "slice") and want.kind == result.kind:
            arg = want.elem
        elif result is want:
            return self.instantiate_any(f)
        else:
            return None
        if has_param(arg) and arg.s != "P" or arg.s == "P" and not self.in_generic:
            return None
        return f"{f.name}[{arg.s}]", substitute(f.type, {"P": arg})

    def write_generics(self):
        """Bodies: the type parameter joins the pool while they are written."""
        pool, weighted, funcs = self.pool, self.weighted_pool, self.generic_funcs
        p = TABLE["P"]
        extra = [p, ptr(p), slice_of(p), func([], [p])]
        for i, f in enumerate(funcs):
            self.pool, self.weighted_pool = pool + extra, weighted + extra * 8
            self.in_generic, self.generic_funcs = True, funcs[:i + 1]
            params, body = self.function_body(f.type)
            self.parts.append(f"func {f.name}[P any]{params} {{\n{body}\n}}")
        for g in self.generic_types:
            self.generic_funcs = []
            t = g.instantiate([p])
            self.pool, self.weighted_pool = pool + extra + [t], weighted + (extra + [t, ptr(t)]) * 5
            for name, (sig, by_pointer) in g.methods.items():
                recv = ptr(t) if by_pointer else t
                params, body = self.function_body(sig, ("b", recv))
                self.parts.append(f"func (b {recv.s}) {name}{params} {{\n{body}\n}}")
        self.pool, self.weighted_pool, self.generic_funcs, self.in_generic = pool, weighted, funcs, False

    in_generic = False
