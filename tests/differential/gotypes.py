"""Go types as the generator sees them: interned by their text, with selectors and method sets."""

import re


class T:
    """A type. `s` is its text and its identity; `under` is set for named types. `dir` is a channel's direction, the tag
    of a struct's first field, the kind of type set of a type parameter."""
    __slots__ = ("kind", "s", "elem", "key", "n", "fields", "params", "results", "variadic", "methods", "under",
                 "dir", "base", "args")

    def __init__(self, kind, s):
        self.kind, self.s = kind, s
        self.elem = self.key = self.under = self.base = None
        self.n, self.dir, self.variadic = 0, "", False
        self.fields, self.params, self.results, self.args = [], [], [], []
        self.methods = {}    # interface: name -> func type; named: name -> (func type, pointer receiver?)

    def __repr__(self):
        return self.s


TABLE = {}


def reset():
    """Forgets the types of the program before."""
    TABLE.clear()
    for name in ("int", "string", "bool", "byte", "rune", "float64", "uint", "uintptr", "int64", "complex128",
                 "unsafe.Pointer"):
        TABLE[name] = T("basic", name)
    any_type = T("iface", "any")
    TABLE["any"] = any_type
    error = T("iface", "error")
    error.methods["Error"] = func([], [basic("string")])
    TABLE["error"] = error


def intern(kind, s):
    """The type of this text, and whether it is new."""
    if s in TABLE:
        return TABLE[s], False
    TABLE[s] = T(kind, s)
    return TABLE[s], True


def basic(name):
    return TABLE[name]


def ptr(t):
    r, _ = intern("ptr", "*" + t.s)
    r.elem = t
    return r


def slice_of(t):
    r, _ = intern("slice", "[]" + t.s)
    r.elem = t
    return r


def array(n, t):
    r, _ = intern("array", f"[{n}]{t.s}")
    r.elem, r.n = t, n
    return r


def map_of(k, v):
    r, _ = intern("map", f"map[{k.s}]{v.s}")
    r.key, r.elem = k, v
    return r


def chan(t, direction=""):
    word = {"": "chan ", "r": "<-chan ", "s": "chan<- "}[direction]
    inner = f"({t.s})" if t.s.startswith("<-") else t.s
    r, _ = intern("chan", word + inner)
    r.elem, r.dir = t, direction
    return r


def signature(params, results, variadic):
    parts = [p.s for p in params]
    if variadic:
        parts[-1] = "..." + params[-1].elem.s
    out = f"({', '.join(parts)})"
    if len(results) == 1:
        out += " " + results[0].s
    elif results:
        out += " (" + ", ".join(r.s for r in results) + ")"
    return out


def func(params, results, variadic=False):
    r, new = intern("func", "func" + signature(params, results, variadic))
    if new:
        r.params, r.results, r.variadic = list(params), list(results), variadic
    return r


def field_texts(fields, tag=""):
    """The lines of a struct; with a tag, the first one has it."""
    texts = [t.s if e else f"{n} {t.s}" for n, t, e in fields]
    return [texts[0] + tag] + texts[1:] if texts else []


def struct(fields, tag=""):
    """fields: (name, type, embedded?)"""
    text = "; ".join(field_texts(fields, tag))
    r, new = intern("struct", f"struct {{ {text} }}" if fields else "struct{}")
    if new:
        r.fields, r.dir = list(fields), tag
    return r


def iface(methods):
    text = "; ".join(n + f.s[4:] for n, f in sorted(methods.items()))
    r, new = intern("iface", f"interface {{ {text} }}")
    if new:
        r.methods = dict(methods)
    return r


def named(name, under=None):
    r, _ = intern("named", name)
    r.under = under
    return r


def u(t):
    """The underlying type."""
    while t.kind == "named":
        t = t.under
    return t


def is_iface(t):
    return u(t).kind == "iface"


def nilable(t):
    return u(t).kind in ("ptr", "slice", "map", "chan", "func", "iface") or t.s == "unsafe.Pointer"


def comparable(t):
    t = u(t)
    if t.kind in ("slice", "map", "func", "tparam"):
        return t.kind == "tparam" and t.key is not None
    if t.kind == "array":
        return comparable(t.elem)
    if t.kind == "struct":
        return all(comparable(f[1]) for f in t.fields)
    return True


def forget_locals():
    """Local types of the function before: their names come again, for other types."""
    for text in [text for text in TABLE if re.search(r"\bT\d+\b", text)]:
        del TABLE[text]


class Member:
    """What x.name is: `indirect` when the path from x passes through a pointer."""
    __slots__ = ("kind", "type", "indirect", "ptr_recv", "via_iface", "depth", "owner")

    def __init__(self, kind, t, indirect, ptr_recv, via_iface, depth, owner):
        self.kind, self.type, self.indirect, self.ptr_recv = kind, t, indirect, ptr_recv
        self.via_iface, self.depth, self.owner = via_iface, depth, owner


def members(t):
    """name -> Member of all selectors that x.name allows for an x of type t (pointer to named or struct included)."""
    indirect = False
    if t.kind == "ptr":
        t, indirect = t.elem, True
        if is_iface(t) or u(t).kind in ("ptr", "tparam"):
            return {}
    elif t.kind == "named" and u(t).kind == "ptr":
        t, indirect = u(t).elem, True
        if t.kind == "named":    # the methods of *N do not belong to a type P whose underlying type is *N
            found = {}
            collect_fields(t, True, found)
            return found
    found, seen, level, depth = {}, set(), [(t, indirect)], 0
    while level:
        here, below = {}, []
        for typ, ind in level:
            if typ.s in seen:
                continue
            seen.add(typ.s)
            add_level(typ, ind, depth, here, below)
        for name, member in here.items():
            if name not in found:
                found[name] = member
        level, depth = below, depth + 1
    return {n: m for n, m in found.items() if m is not None}


def add_level(typ, ind, depth, here, below):
    def put(name, member):
        here[name] = None if name in here else member
    if typ.kind == "named":
        for name, (sig, ptr_recv) in typ.methods.items():
            put(name, Member("method", sig, ind, ptr_recv, False, depth, typ))
    under = u(typ)
    if under.kind in ("iface", "tparam"):
        for name, sig in under.methods.items():
            put(name, Member("method", sig, ind, False, True, depth, typ))
    if under.kind == "struct":
        for name, ft, embedded in under.fields:
            if name == "_":
                continue
            put(name, Member("field", ft, ind, False, False, depth, typ))
            if embedded:
                if ft.kind == "ptr":
                    below.append((ft.elem, True))
                else:
                    below.append((ft, ind))


def collect_fields(t, ind, found):
    here = {}
    add_level(t, ind, 0, here, [])
    for name, member in here.items():
        if member is not None and member.kind == "field":
            found[name] = member


def method_set(t):
    """The methods that count when t is stored in an interface: name -> func type."""
    if is_iface(t) or t.kind == "tparam":
        return dict(u(t).methods)
    out = {}
    for name, m in members(t).items():
        if m.kind == "method" and (not m.ptr_recv or m.indirect):
            out[name] = m.type
    return out


def implements(t, face):
    want = u(face).methods
    if not want:
        return True
    have = method_set(t)
    return all(n in have and have[n] is f for n, f in want.items())


def conv(t):
    """The text of t where it is called as a conversion."""
    if "func" in t.s or "chan" in t.s:
        return f"({t.s})"
    return t.s if t.kind in ("basic", "named", "slice", "array", "map", "tparam") or t.s in ("any", "error") \
        else f"({t.s})"
