#!/usr/bin/env python3
"""Writes random Go programs that always compile, aimed at escape analysis.

  generate.py [--seed N] [--programs N] [--functions N] [--go 1.27] [--generics] [--out DIR]

Without --out, one program goes to standard output. The same options always give the same program.
"""
import argparse
import os
import random
import re
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import gotypes as go    # noqa: E402
from gengeneric import Generics    # noqa: E402
from genexpr import Var, settle_uses    # noqa: E402
from genmore import More    # noqa: E402
from genstmt import Stmts    # noqa: E402


class Func:
    def __init__(self, name, sig):
        self.name, self.type = name, sig


class Part(str):
    """A declaration, with the file that it goes to."""
    file = 0


class Parts(list):
    """The declarations so far. languages: for each file of the package the Go 1.N of its build line, 0 without."""

    def __init__(self, languages):
        super().__init__()
        self.languages, self.file = languages, 0

    def append(self, text):
        part = Part(text)
        part.file = self.file
        super().append(part)


class Program(Generics, More, Stmts):
    def __init__(self, seed, functions=12, minor=27, generics=False):
        go.reset()
        self.r = random.Random(seed)
        self.minor, self.generics = minor, generics
        self.wanted = functions
        self.scopes, self.frames, self.funcs = [{}], [], []
        self.generic_funcs, self.generic_types = [], []
        self.serial = self.nesting = self.left = self.cost = 0
        self.limit = 60
        self.methods_ok = False
        self.member_cache = {}
        self.reserved = set()
        self.unsafe = self.chance(0.2)
        self.indexed = self.chance(0.25)    # full of indexes, most of them in range by their form
        self.any = go.basic("any")
        self.aliases, self.local_types = {}, 0
        self.build_tables()
        self.more_tables()
        self.parts = Parts(self.choose_languages())

    # --- files ------------------------------------------------------------------------------------------------

    def choose_languages(self):
        """One file mostly; now and then several, or one of an older language."""
        files = 1 if self.chance(0.85) else self.r.choice([2, 3])
        old = [0] * 9 if self.minor < 22 else [0] * 9 + [21]
        return [self.r.choice(old) for _ in range(files)]

    def choose_file(self):
        self.parts.file = self.r.randrange(len(self.parts.languages))

    def since(self, minor):
        """Whether the language of the file that is being written has it."""
        return (self.parts.languages[self.parts.file] or self.minor) >= minor

    # --- types ------------------------------------------------------------------------------------------------

    def any_type(self):
        return self.r.choice(self.weighted_pool)

    def make_pool(self):
        b, p, s = go.basic, go.ptr, go.slice_of
        i, text, a = b("int"), b("string"), self.any
        pi = p(i)
        often = [i, i, i, text, text, pi, pi, pi, pi, a, a, s(i), s(pi), s(pi), p(pi), go.array(3, pi),
                 go.map_of(text, pi), go.func([], [pi]), go.func([pi], [pi]), go.func([], [])]
        rare = [b("bool"), b("byte"), b("rune"), b("float64"), b("uint"), s(b("byte")), s(text), s(a), go.chan(pi),
                go.chan(i), go.chan(a), p(text), p(s(i)), s(s(i)), p(go.array(3, i)), go.array(1, pi), b("error"),
                go.array(2, text), go.map_of(i, text), go.map_of(a, i), go.chan(pi, "r"), go.chan(pi, "s"),
                go.struct([("x", pi, False), ("n", i, False)]), go.struct([]), go.func([i], [i, pi]),
                go.func([s(pi)], [], True), go.func([a], [a]), p(a), s(go.func([], [])), go.array(4, i),
                p(go.func([], [])), go.map_of(text, s(pi)), p(go.map_of(text, i)), go.func([pi, pi], [pi]),
                b("complex128"), b("int64"), s(b("rune")), go.struct([("_", go.struct([]), False), ("p", pi, False)])]
        rare += [go.iface({"Get": go.func([], [pi])}), go.array(256, i), p(p(pi)), go.map_of(i, go.array(2, pi)),
                 go.slice_of(go.array(2, i)), go.func([], [go.func([], [pi])]), go.map_of(pi, pi), go.chan(go.chan(pi)),
                 go.slice_of(go.map_of(text, pi)), go.func([a], [], False), go.func([s(a)], [a], True)]
        rare += [go.struct([("x", pi, False), ("n", i, False)], " `tag:\"x\"`"), go.ptr(b("byte")),
                 go.struct([("f", go.func([], [pi]), False), ("in", go.struct([("v", a, False)]), False)]),
                 go.array(2, go.array(2, pi)), go.map_of(go.array(2, i), a), go.slice_of(go.chan(a)), go.array(40, i)]
        if self.unsafe:
            rare += [b("unsafe.Pointer"), b("uintptr")]
        if self.indexed:
            often += [go.array(4, i), go.array(4, i), go.array(2, text), go.array(2, a), go.array(2, pi), go.array(2, s(i)),
                      go.array(2, go.array(2, i)), b("byte"), b("uint")]
            rare += [go.array(2, go.chan(i)), go.map_of(b("byte"), s(i)), go.map_of(i, s(i)), go.map_of(go.array(2, i), i),
                     go.array(256, text), go.array(4, b("byte"))]
        yield_types = [go.func([pi], [b("bool")]), go.func([i, pi], [b("bool")]), go.func([], [b("bool")])]
        self.iterators = [go.func([y], []) for y in yield_types]
        chosen = self.r.sample(rare, 20)
        if self.minor >= 23:
            chosen.append(self.r.choice(self.iterators))
        self.pool = list(dict.fromkeys(often + chosen))
        self.weighted_pool = often * 2 + chosen

    def add_to_pool(self, t, weight=1):
        self.pool.append(t)
        self.weighted_pool += [t] * weight

    def named_types(self):
        """Structs, named non-structs and interfaces; their methods are bodies for later."""
        pi = go.ptr(go.basic("int"))
        signatures = {"Get": go.func([], [pi]), "Set": go.func([pi], []), "do": go.func([self.any], [self.any]),
                      "Len": go.func([], [go.basic("int")]), "each": go.func([go.slice_of(pi)], [pi], True),
                      "Two": go.func([pi], [pi, go.basic("error")]),
                      "All": go.func([go.func([pi], [go.basic("bool")])], [])}
        faces = []
        for n in range(self.r.choice([2, 3])):
            names = self.r.sample(sorted(signatures), self.r.choice([1, 1, 2]))
            t = go.TABLE[f"J{n}"] = go.T("iface", f"J{n}")
            t.methods = {name: signatures[name] for name in names}
            faces.append(t)
        if self.chance(0.3):
            t = go.TABLE["JE"] = go.T("iface", "JE")
            t.methods = {**faces[0].methods, **faces[1].methods}
        else:
            t = None
        for face in faces:
            body = "\n".join(n + f.s[4:] for n, f in sorted(face.methods.items()))
            self.parts.append(f"type {face.s} interface {{\n{body}\n}}")
            self.add_to_pool(face, 2)
        if t is not None:
            self.parts.append(f"type JE interface {{\n{faces[0].s}\n{faces[1].s}\n}}")
            self.add_to_pool(t)
        structs = [go.named(f"S{n}") for n in range(self.r.choice([2, 3, 4]))]
        others = [go.named(f"N{n}") for n in range(self.r.choice([1, 2, 3]))]
        for t in others:
            t.under = self.r.choice([go.basic("int"), go.basic("string"), go.slice_of(pi), go.func([pi], [pi]), pi,
                                     go.map_of(go.basic("string"), pi), go.array(3, pi), go.chan(pi),
                                     go.slice_of(self.any)])
            self.add_to_pool(t, 2)
        for n, t in enumerate(structs):
            self.struct_type(t, n, structs, faces)
            self.add_to_pool(t, 3)
            self.add_to_pool(go.ptr(t), 4)
        for t in structs[:2]:
            self.add_to_pool(go.slice_of(go.ptr(t)))
            self.add_to_pool(go.slice_of(t))
        for t in others + structs:
            self.parts.append(f"type {t.s} {self.struct_text(t.under)}")
        self.methods = []
        for t in structs + others:
            self.method_signatures(t, signatures)
        if self.generics:
            self.declare_generic_types()

    def alias_types(self):
        for n in range(self.r.choice([0, 1, 2])):
            t = self.r.choice([t for t in self.pool if t.kind not in ("basic", "iface") and "[P]" not in t.s])
            self.aliases.setdefault(t.s, []).append(f"A{n}")
            self.parts.append(f"type A{n} = {t.s}")
        pi = go.ptr(go.basic("int"))
        if self.chance(0.2):    # a type in terms of itself
            t = go.named("R0")
            t.under = self.r.choice([go.slice_of(t), go.map_of(go.basic("string"), t), go.func([t], [t]), go.ptr(t),
                                     go.chan(t), go.struct([("r", go.slice_of(t), False), ("p", pi, False)])])
            self.parts.append(f"type R0 {t.under.s}")
            self.add_to_pool(t, 2)

    def struct_text(self, t):
        if t.kind != "struct" or self.chance(0.2):
            return t.s
        body = "\n".join(go.field_texts(t.fields, t.dir))
        return f"struct {{\n{body}\n}}"

    def struct_type(self, t, n, structs, faces):
        fields = []
        embedded = self.r.random()
        if n > 0 and embedded < 0.45:
            inner = structs[n - 1] if self.chance(0.6) else self.r.choice(structs[:n])
            fields.append((inner.s, go.ptr(inner) if self.chance(0.4) else inner, True))
        elif embedded > 0.85:
            face = self.r.choice(faces)
            fields.append((face.s, face, True))
        names = ["x", "y", "next", "buf", "fn", "m", "v", "arr"]
        pi = go.ptr(go.basic("int"))
        preferred = [pi, pi, go.basic("int"), go.basic("string"), go.slice_of(pi), go.slice_of(go.basic("byte")),
                     go.func([], [pi]), self.any, go.array(3, pi), go.ptr(t), go.map_of(go.basic("string"), pi),
                     go.ptr(pi), self.r.choice(faces)] + [go.ptr(s) for s in structs] + structs[:n]
        for name in self.r.sample(names, self.r.choice([1, 2, 2, 3, 4])):
            fields.append((name, self.r.choice(preferred), False))
        if self.chance(0.06):
            fields.append(("_", self.r.choice([go.basic("int"), go.struct([])]), False))
        t.under = go.struct(fields, ' `json:"first,omitempty"`' if self.chance(0.1) else "")

    def method_signatures(self, t, signatures):
        if go.u(t).kind in ("ptr", "iface"):
            return
        fields = {f[0] for f in go.u(t).fields}
        for name in self.r.sample(sorted(signatures), self.r.choice([0, 1, 2, 2, 3])):
            if name not in fields:
                by_pointer = self.chance(0.55)
                t.methods[name] = (signatures[name], by_pointer)
                self.methods.append((t, name))

    def new_local_type(self, name):
        t = go.named(name)
        if self.chance(0.6):
            pi = go.ptr(go.basic("int"))
            t.under = go.struct([("a", self.r.choice([pi, go.basic("int")]), False), ("b", self.any_type(), False)])
        else:
            t.under = self.r.choice([go.basic("int"), go.slice_of(go.ptr(go.basic("int"))), go.func([], []),
                                     go.array(2, go.basic("string"))])
        return t

    # --- functions --------------------------------------------------------------------------------------------

    def random_signature(self):
        params = [self.any_type() for _ in range(self.r.choice([0, 1, 1, 2, 2, 3]))]
        n = self.r.choice([0, 0, 1, 1, 1, 2]) if self.chance(0.97) else self.r.choice([6, 8])
        results = [self.any_type() for _ in range(n)]
        if self.chance(0.15):
            params.append(go.slice_of(self.any_type()))
            return go.func(params, results, True)
        if self.chance(0.25):
            return self.r.choice([t for t in self.pool if t.kind == "func"])
        return go.func(params, results)

    def declare_functions(self, n):
        new = []
        for _ in range(n):
            f = Func(f"f{len(self.funcs)}", self.random_signature())
            self.funcs.append(f)
            new.append(f)
        return new

    def function_body(self, sig, receiver=None):
        self.cost, self.local_types = 0, 0
        go.forget_locals()
        self.member_cache = {k: v for k, v in self.member_cache.items() if not re.search(r"\bT\d+\b", k)}
        params, names, scope = self.parameters(sig, receiver)
        dense = self.chance(0.06)
        self.left = 45 if dense else self.r.choice([4, 6, 8, 12, 18])
        self.limit = 150 if dense else 60
        body = self.body(sig, scope, names, 15 if dense else self.r.choice([1, 2, 3, 4, 6]))
        return params, body

    def write_function(self, f):
        self.choose_file()
        if self.chance(0.015):
            pragma = self.r.choice(["//go:noescape\n", "", "//go:uintptrescapes\n"])
            params, _, _ = self.parameters(f.type)
            self.parts.append(f"{pragma}func {f.name}{params}")
            return
        params, body = self.function_body(f.type)
        if self.chance(0.05):
            self.parts.append(f"//go:{self.r.choice(['noinline', 'nosplit', 'norace'])}\nfunc {f.name}{params} {{\n{body}\n}}")
            return
        pragma = "//go:uintptrescapes\n" if self.unsafe and "uintptr" in params and self.chance(0.4) else ""
        line = f"//line x{self.r.randrange(3)}.go:{self.r.choice([7, 70])}\n" if self.chance(0.01) else ""
        self.parts.append(f"{line}{pragma}func {f.name}{params} {{\n{body}\n}}")

    def write_method(self, t, name):
        self.choose_file()
        sig, by_pointer = t.methods[name]
        roll = self.r.random()
        recv = "" if roll < 0.05 else "_" if roll < 0.08 else self.r.choice(["s", "t", "x", "r"])
        typ = go.ptr(t) if by_pointer else t
        params, body = self.function_body(sig, (recv, typ))
        space = " " if recv else ""
        self.parts.append(f"func ({recv}{space}{typ.s}) {name}{params} {{\n{body}\n}}")

    # --- package variables ------------------------------------------------------------------------------------

    def variables(self, n):
        """Package variables; their initialisers see only what stands before."""
        for _ in range(n):
            self.choose_file()
            self.cost, self.left, self.nesting = self.limit - 12, 3, 2
            self.frames = []
            t = self.any_type()
            name = f"g{self.serial_global}"
            self.serial_global += 1
            roll = self.r.random()
            if roll < 0.3:
                text = f"var {name} {self.spelled(t)}"
            elif roll < 0.65:
                text = f"var {name} {t.s} = {self.aexpr(t, 2).s}"
            else:
                text = f"var {name} = {self.expr(t, 2).s}"
            multi = [f for f in self.funcs if len(f.type.results) == 2]
            if roll > 0.94:
                other, t2 = f"g{self.serial_global}", self.any_type()
                self.serial_global += 1
                text = f"var {name}, {other} = {self.expr(t, 2).s}, {self.expr(t2, 2).s}"
                self.scopes[0][other] = Var(other, t2)
            elif self.methods_ok and multi and self.chance(0.15):
                f, other = self.r.choice(multi), f"g{self.serial_global}"
                self.serial_global += 1
                text = f"var {name}, {other} = {f.name}({self.args(f.type, 1)})"
                t = f.type.results[0]
                self.scopes[0][other] = Var(other, f.type.results[1])
            if self.chance(0.06):
                text = text.replace(f"var {name} ", "var _ ", 1)
            else:
                self.scopes[0][name] = Var(name, t)
            self.parts.append(text)
        if self.chance(0.1):
            self.large_literal()
        self.nesting = 0

    def large_literal(self):
        """A map or slice with so many entries that its initialiser is no longer a few statements."""
        name, pi, text = f"g{self.serial_global}", go.ptr(go.basic("int")), go.basic("string")
        self.serial_global += 1
        n = self.r.choice([20, 25, 26, 30, 60])
        t = self.r.choice([go.map_of(go.basic("int"), pi), go.map_of(text, self.any), go.slice_of(pi),
                           go.slice_of(self.any), go.map_of(go.basic("int"), go.func([], []))])
        self.limit += 200
        items = []
        for i in range(n):
            self.cost, self.left = self.limit - 6, 1
            key = "" if t.kind == "slice" else f"{i}: " if t.key.s == "int" else f'"k{i}": '
            items.append(key + self.aexpr(t.elem, 1).s)
        self.limit -= 200
        items = ",\n".join(items)
        self.parts.append(f"var {name} = {t.s}{{\n{items},\n}}")
        self.scopes[0][name] = Var(name, t)

    # --- the whole --------------------------------------------------------------------------------------------

    def build(self):
        self.serial_global = 0
        self.make_pool()
        self.parts.file = 0
        constants = ("const (\ndebug = false\nlimit = 4\nlabel = \"const\"\nbig = 1 << 40\ntyped uint16 = 7 * limit\n"
                     "ratio = limit / 3.0\nunit rune = 'u'\n)\n\nconst (\nkind1 = iota + 1\nkind2\n)")
        self.scopes[0]["limit"] = Var("limit", go.basic("int"), True)
        self.scopes[0]["label"] = Var("label", go.basic("string"), True)
        self.named_types()
        self.alias_types()
        self.variables(self.r.choice([2, 4, 6]))
        self.methods_ok = True
        half = self.wanted // 2
        if self.generics:
            self.declare_generic_functions(max(2, self.wanted // 3))
        for f in self.declare_functions(half):
            self.write_function(f)
        for t, name in self.methods:
            self.write_method(t, name)
        if self.generics:
            self.write_generics()
        lower = list(self.funcs)
        self.variables(self.r.choice([0, 2, 4]))
        for f in self.declare_functions(self.wanted - half):
            self.write_function(f)
        for _ in range(self.r.choice([0, 0, 0, 1, 1, 2])):
            self.choose_file()
            _, body = self.function_body(go.func([], []))
            self.parts.append(f"func init() {{\n{body}\n}}")
        if self.chance(0.1):
            self.choose_file()
            params, body = self.function_body(self.r.choice(lower).type)
            self.parts.append(f"func _{params} {{\n{body}\n}}")
        types = [p for p in self.parts if p.startswith("type ")]
        rest = [p for p in self.parts if not p.startswith("type ")]
        if self.chance(0.2):
            self.r.shuffle(types)
        if self.chance(0.5):
            rest = [p for p in rest if p.startswith("var ")] + [p for p in rest if not p.startswith("var ")]
        if self.chance(0.2):
            rest = self.shuffle_functions(rest)
        return self.files([Part(constants)] + types + rest)

    def files(self, parts):
        """The text of the package: a line `//file NAME` before each file but the first."""
        texts = []
        for n, language in enumerate(self.parts.languages):
            text = "\n\n".join(p for p in parts if p.file == n)
            if "unsafe." in text:
                text = 'import "unsafe"\n\n' + text
            build = f"//go:build go1.{language}\n\n" if language else ""
            texts.append(f"{build}package p\n\n{text}\n")
        out = texts[0]
        for n, text in enumerate(texts[1:]):
            out += f"//file {'bc'[n]}\n{text}"
        return indent(settle_uses(out))

    def shuffle_functions(self, rest):
        variables = [p for p in rest if p.startswith("var ")]
        if self.chance(0.5):    # gc finds the order of initialisation
            self.r.shuffle(variables)
        others = [p for p in rest if not p.startswith("var ")]
        self.r.shuffle(others)
        return variables + others


def indent(text):
    """Tabs by nesting of brackets; cases and labels one to the left. No literal of ours holds a bracket."""
    out, depth = [], 0
    for line in text.split("\n"):
        line = line.strip()
        if not line:
            if out and out[-1] != "" and depth == 0:
                out.append("")
            continue
        closing = len(re.match(r"[)}\]]*", line).group())
        level = depth - closing
        if line.startswith(("case ", "default:")) or re.match(r"L\d+:$", line):
            level -= 1
        out.append("\t" * max(0, level) + line)
        depth += sum(line.count(c) for c in "({[") - sum(line.count(c) for c in ")}]")
    return "\n".join(out).rstrip("\n") + "\n"


def program(seed, functions=12, minor=27, generics=False):
    """The program's text."""
    return Program(seed, functions, minor, generics).build()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--programs", type=int, default=1)
    parser.add_argument("--functions", type=int, default=12)
    parser.add_argument("--go", default="1.27")
    parser.add_argument("--generics", action="store_true")
    parser.add_argument("--out")
    options = parser.parse_args()
    minor = int(options.go.split(".")[1])
    for n in range(options.programs):
        text = program(options.seed + n, options.functions, minor, options.generics)
        if not options.out:
            sys.stdout.write(text)
            continue
        os.makedirs(options.out, exist_ok=True)
        with open(os.path.join(options.out, f"s{options.seed + n}.go"), "w") as out:
            out.write(text)


if __name__ == "__main__":
    sys.setrecursionlimit(10000)
    main()
