"""Statements and function bodies."""
import re

from genexpr import E, Exprs, Var, wrap
from gotypes import array, basic, chan, comparable, func, implements, is_iface, map_of, ptr, slice_of, struct, u

LOCALS = list("abcdepqrstuvwxyzijkmn") + ["ok", "tmp", "acc", "val"]
ERASED = "\0"


class Late:
    """A label's line, there only if some jump goes to it."""

    def __init__(self, label):
        self.label = label

    def __str__(self):
        return self.label.name + ":" if self.label.used else ERASED


class Label:
    def __init__(self, name, kind):
        self.name, self.kind, self.used = name, kind, False


class Frame:
    """The function whose body is being written."""

    def __init__(self, sig, names):
        self.sig, self.names = sig, names    # names: the result variables, or None
        self.targets, self.labels = [], 0    # enclosing breakable statements as Label
        self.gotos = []    # labels behind enclosing blocks


def render(lines):
    return "\n".join(t for t in (str(line) for line in lines) if t != ERASED)


def header(s):
    """In the header of a statement a composite literal needs parentheses."""
    return f"({s})" if "{" in s else s


def only_assigned(e):
    """The text of a target: a variable by itself is not used by that."""
    return re.sub("^\1\\d+\2(\\w+)$", "\\1", e.s)


class Stmts(Exprs):
    # --- blocks -----------------------------------------------------------------------------------------------

    def declare(self, name, t, lines, const=False):
        """Enters a variable; a line after its declaration uses it if nothing else does."""
        var = Var(name, t, const)
        self.scopes[-1][name] = var
        if not const:
            lines.append(f"_ = {name}" if self.chance(0.12) else f"\3{var.id}\4_ = {name}")
        return var

    def fresh_name(self):
        """A name that the innermost scope does not have; now and then one that shadows."""
        scope = self.scopes[-1]
        if self.chance(0.03):
            name = self.r.choice(["g0", "g1", "f0", "f1", "f2"])
            if name not in scope:
                return name
        free = [n for n in LOCALS if n not in scope and n not in self.reserved]
        if self.chance(0.75):
            unseen = [n for n in free if not self.find(n)]
            free = unseen or free
        if not free:
            self.serial += 1
            return f"v{self.serial}"
        return self.r.choice(free)

    def block(self, n, before=(), closing=None):
        """The lines of a block in a scope of its own. before: variables, as (name, type), declared at its start."""
        self.scopes.append({})
        lines = []
        for name, t in before:
            self.declare(name, t, lines)
        self.statements(n, lines)
        if closing is not None:
            closing(lines)
        self.scopes.pop()
        return render(lines)

    def statements(self, n, lines):
        self.nesting += 1
        for _ in range(n):
            if self.left <= 0:
                break
            self.left -= 1
            self.statement(lines)
        self.nesting -= 1

    def small(self):
        return self.r.choice([0, 1, 1, 2, 2, 3]) if self.nesting < 5 else self.r.choice([0, 1])

    def statement(self, lines):
        makers = self.simple_makers
        if self.nesting < 6 and self.chance(0.42):
            makers = self.nested_makers
        made = self.weighted(makers)(lines)
        if made is False:
            self.short_declaration(lines)

    # --- functions --------------------------------------------------------------------------------------------

    def func_literal(self, sig):
        """func(...) ... { ... } of this signature, in the scope of now."""
        saved, self.left = self.left, min(self.left, self.r.choice([1, 2, 2, 3, 5]))
        spent = self.left
        params, names, scope = self.parameters(sig)
        body = self.body(sig, scope, names, self.r.choice([0, 1, 1, 2, 3]))
        self.left = max(0, saved - (spent - self.left))
        return E(f"func{params} {{\n{body}\n}}" if body else f"func{params} {{\n}}")

    def parameters(self, sig, receiver=None):
        """The text of parameters and results, the result names or None, and the scope they open."""
        scope, taken = {}, set()
        if receiver and receiver[0] not in ("", "_"):
            scope[receiver[0]] = Var(receiver[0], receiver[1])
            taken.add(receiver[0])
        unnamed = self.chance(0.06)
        parts = []
        for i, p in enumerate(sig.params):
            text = "..." + p.elem.s if sig.variadic and i == len(sig.params) - 1 else self.spelled(p)
            if unnamed:
                parts.append(text)
                continue
            name = "_" if self.chance(0.06) else self.new_param(taken)
            if name != "_":
                scope[name] = Var(name, p)
            parts.append(f"{name} {text}")
        names = None
        if sig.results and self.chance(0.25):
            names = []
            for t in sig.results:
                name = "_" if self.chance(0.08) else self.new_param(taken)
                if name != "_":
                    scope[name] = Var(name, t, fixed=True)
                names.append(name)
        return f"({', '.join(parts)}){self.result_text(sig, names)}", names, scope

    @staticmethod
    def result_text(sig, names):
        if names:
            return " (" + ", ".join(f"{n} {t.s}" for n, t in zip(names, sig.results)) + ")"
        if len(sig.results) == 1:
            return " " + sig.results[0].s
        return " (" + ", ".join(t.s for t in sig.results) + ")" if sig.results else ""

    def spelled(self, t):
        """The type's text, or an alias of it."""
        names = self.aliases.get(t.s)
        return self.r.choice(names) if names and self.chance(0.3) else t.s

    def new_param(self, taken):
        for _ in range(100):
            name = self.r.choice(LOCALS)
            if name not in taken and name not in self.reserved:
                taken.add(name)
                return name
        self.serial += 1
        return f"v{self.serial}"

    def body(self, sig, scope, names, n):
        self.frames.append(Frame(sig, names))
        self.scopes.append(scope)
        lines = []
        self.statements(n, lines)
        if sig.results:
            self.terminator(lines)
        self.scopes.pop()
        self.frames.pop()
        return render(lines)

    def terminator(self, lines):
        """A statement that ends the function."""
        roll = self.r.random()
        if roll < 0.85 or self.nesting > 3:
            self.return_statement(lines)
        elif roll < 0.9:
            lines.append(f"panic({self.aexpr(self.any, 1).s})")
        elif roll < 0.95:
            cond = header(self.condition())
            one = self.block(1, (), self.return_statement)
            two = self.block(1, (), self.return_statement)
            lines.append(f"if {cond} {{\n{one}\n}} else {{\n{two}\n}}")
        else:
            tag = header(self.expr(basic("int"), 1).s)
            one = self.block(1, (), self.return_statement)
            two = self.block(1, (), self.return_statement)
            lines.append(f"switch {tag} {{\ncase 1:\n{one}\ndefault:\n{two}\n}}")

    def return_statement(self, lines):
        frame = self.frames[-1]
        results = frame.sig.results
        if not results:
            lines.append("return")
            return
        if frame.names and self.chance(0.4):
            found = [self.find(n) for n in frame.names if n != "_"]
            if all(isinstance(v, Var) and v.fixed for v in found):
                lines.append("return")
                return
        if len(results) > 1 and self.chance(0.2):
            multi = [f for f in self.funcs if f.type.results == results and not self.find(f.name)]
            if multi:
                f = self.r.choice(multi)
                lines.append(f"return {f.name}({self.args(f.type, 1)})")
                return
        lines.append("return " + ", ".join(self.aexpr(t, 2).s for t in results))

    # --- simple statements ------------------------------------------------------------------------------------

    def short_declaration(self, lines):
        n = 1 if self.chance(0.85) else 2
        types = [self.any_type() for _ in range(n)]
        values = [self.expr(t, 3).s for t in types]
        names = []
        self_scope = self.scopes[-1]
        for _ in range(n):
            name = self.fresh_name()
            while name in names or name in self_scope:
                self.serial += 1
                name = f"v{self.serial}"
            names.append(name)
        lines.append(f"{', '.join(names)} := {', '.join(values)}")
        for name, t in zip(names, types):
            self.declare(name, t, lines)

    def var_declaration(self, lines):
        roll, t = self.r.random(), self.any_type()
        name = self.fresh_name()
        if roll < 0.35:
            text = f"var {name} {self.spelled(t)}"
        elif roll < 0.6:
            text = f"var {name} {t.s} = {self.aexpr(t, 2).s}"
        elif roll < 0.75:
            text = f"var {name} = {self.expr(t, 2).s}"
        else:
            other, t2 = self.fresh_name(), self.any_type()
            if other == name:
                return False
            if self.chance(0.5):
                lines.append(f"var {name}, {other} = {self.expr(t, 2).s}, {self.expr(t2, 2).s}")
                self.declare(name, t, lines)
            else:    # name is in scope in the line after its own
                uses = []
                self.declare(name, t, uses)
                lines.append(f"var (\n{name} {t.s}\n{other} = {self.expr(t2, 2).s}\n)")
                lines.extend(uses)
            self.declare(other, t2, lines)
            return True
        lines.append(text)
        self.declare(name, t, lines)
        return True

    def assignment(self, lines):
        t = self.assignable_type()
        target = self.target(t)
        if target is None:
            return False
        lines.append(f"{target} = {self.aexpr(t, 3).s}")
        return True

    def assignable_type(self):
        var = self.pick_var(lambda v: not v.const)
        if var is None or self.chance(0.4):
            return self.any_type()
        under = u(var.type)
        if under.kind in ("ptr", "slice", "array", "map") and self.chance(0.5):
            return under.elem
        if under.kind == "struct" and under.fields and self.chance(0.5):
            return self.r.choice(under.fields)[1]
        return var.type

    def target(self, t):
        """The text of something of type t that may be assigned to."""
        roll = self.r.random()
        if roll < 0.4:
            var = self.pick_var(lambda v: v.type is t and not v.const)
            if var is not None:
                return var.name    # an assignment is no use
        if roll < 0.5:
            var = self.pick_var(lambda v: u(v.type).kind == "map" and u(v.type).elem is t)
            if var is not None:
                return self.index_of(self.use(var), var.type, 1).s
        if roll > 0.97:
            p = self.pick_var(lambda v: v.type is ptr(t))
            if p is not None:
                return f"(*{self.use(p).s})"
        e = self.lvalue(t, 1)
        return None if e is None else only_assigned(e)

    def tuple_assignment(self, lines):
        targets, values = [], []
        for _ in range(self.r.choice([2, 2, 3])):
            t = self.assignable_type()
            target = "_" if self.chance(0.15) else self.target(t)
            if target is None:
                target = "_"
            targets.append(target)
            values.append((self.expr if target == "_" else self.aexpr)(t, 2).s)
        lines.append(f"{', '.join(targets)} = {', '.join(values)}")

    def swap(self, lines):
        t = self.assignable_type()
        a, b = self.lvalue(t, 1), self.lvalue(t, 1)
        if a is None or b is None:
            return False
        lines.append(f"{a.s}, {b.s} = {b.s}, {a.s}")
        return True

    def op_assignment(self, lines):
        t = self.r.choice([basic("int"), basic("string"), basic("float64"), basic("uint")])
        target = self.target(t)
        if target is None:
            return False
        if t.s == "string":
            lines.append(f"{target} += {self.expr(t, 2).s}")
            return True
        op = self.r.choice(["+", "-", "*"] if t.s == "float64" else ["+", "-", "*", "|", "&", "^", "&^"])
        if self.chance(0.3):
            lines.append(target + self.r.choice(["++", "--"]))
        else:
            lines.append(f"{target} {op}= {self.expr(t, 2).s}")
        return True

    def self_assignment(self, lines):
        """val.x = val.y and val.x = val.x[...]: what gc takes for no flow at all."""
        found = []
        for var in self.visible():
            under = u(var.type.elem) if var.type.kind == "ptr" else u(var.type)
            if under.kind == "struct":
                fields = [f for f in under.fields if f[0] != "_"]
                found += [(var, a, b) for a in fields for b in fields if a[1] is b[1] and not b[2] and not a[2]]
        if not found:
            return False
        var, a, b = self.r.choice(found)
        base = self.use(var).s
        right = f"{base}.{b[0]}"
        under = u(a[1])
        if under.kind == "slice":
            right += self.r.choice(["", "[1:]", "[:2]", "[:]", "[0:1:2]"])
        elif a[1].s == "string":
            right += "[1:]"
        elif under.kind == "array" and self.chance(0.5):
            i, j = self.r.randrange(under.n), self.r.randrange(under.n)
            lines.append(f"{base}.{a[0]}[{i}] = {base}.{b[0]}[{j}]")
            return True
        lines.append(f"{base}.{a[0]} = {right}")
        return True

    def discard(self, lines):
        t = self.any_type()
        lines.append(f"_ = {self.expr(t, 3).s}")

    def call_text(self):
        """A call whose results may be dropped, for statements, go and defer."""
        roll = self.r.random()
        if roll < 0.35 and self.funcs:
            f = self.r.choice(self.funcs)
            if not self.find(f.name):
                return f"{f.name}({self.args(f.type, 2)})"
        if roll < 0.42:
            made = self.call_method_of_value(None, 2)
            if made is not None:
                return made.s
        if roll < 0.55:
            found = self.selectors(lambda m: m.kind == "method")
            if found:
                var, name, m = self.r.choice(found)
                return f"{self.use(var).s}.{name}({self.args(m.type, 2)})"
        if roll < 0.7:
            var = self.pick_var(lambda v: u(v.type).kind == "func")
            if var is not None:
                return f"{self.use(var).s}({self.args(u(var.type), 2)})"
        if roll < 0.8 and self.generics and self.generic_funcs:
            f = self.r.choice(self.generic_funcs)
            name, sig = self.instantiate_any(f)
            return f"{name}({self.args(sig, 2)})"
        if self.nesting < 5:
            params = [self.any_type() for _ in range(self.r.choice([0, 0, 0, 1, 2]))]
            sig = func(params, [self.any_type()] if self.chance(0.15) else [], False)
            return f"{self.func_literal(sig).s}({self.args(sig, 1)})"
        return f"print({self.expr(basic('int'), 1).s})"

    def call_statement(self, lines):
        if self.chance(0.12):
            return self.builtin_statement(lines)
        lines.append(self.call_text())
        return True

    def builtin_statement(self, lines):
        lines.append(self.builtin_call())
        return True

    def builtin_call(self):
        kinds = ["print", "copy", "delete", "panic", "close", "clear", "recover"]
        kind = self.r.choice(kinds)
        if kind == "copy":
            var = self.pick_var(lambda v: u(v.type).kind == "slice")
            if var is not None:
                return f"copy({self.use(var).s}, {self.expr(var.type, 1).s})"
        if kind in ("delete", "clear"):
            var = self.pick_var(lambda v: u(v.type).kind == "map" or kind == "clear" and u(v.type).kind == "slice")
            if var is not None:
                if kind == "delete":
                    return f"delete({self.use(var).s}, {self.aexpr(u(var.type).key, 1).s})"
                if self.since(21):
                    return f"clear({self.use(var).s})"
        if kind == "close":
            var = self.pick_var(lambda v: u(v.type).kind == "chan" and u(v.type).dir != "r")
            if var is not None:
                return f"close({self.use(var).s})"
        if kind == "panic":
            return f"panic({self.aexpr(self.any, 1).s})"
        if kind == "recover":
            return "recover()"
        return f"println({self.expr(basic('string'), 2).s}, {self.expr(basic('int'), 1).s})"

    def go_or_defer(self, lines):
        word = self.r.choice(["go", "defer", "defer"])
        text = self.builtin_call() if self.chance(0.12) else self.call_text()
        lines.append(f"{word} {text}")

    def channel(self, directions):
        """(text, element type) of a channel with one of the directions: a variable, or any expression; or None."""
        var = self.pick_var(lambda v: u(v.type).kind == "chan" and u(v.type).dir in directions)
        if var is not None and self.chance(0.75):
            return self.use(var).s, u(var.type).elem
        pool = [t for t in self.pool if u(t).kind == "chan" and u(t).dir in directions]
        if not pool:
            return None
        t = self.r.choice(pool)
        return wrap(self.expr(t, 1), 8), u(t).elem

    def send(self, lines):
        found = self.channel(("", "s"))
        if found is None:
            return False
        lines.append(f"{found[0]} <- {self.aexpr(found[1], 2).s}")
        return True

    def multi_value(self, lines):
        """a, b := f(), v, ok := m[k], <-c, x.(T)."""
        roll = self.r.random()
        multi = [f for f in self.funcs if len(f.type.results) > 1 and not self.find(f.name)]
        if roll < 0.5 and multi:
            f = self.r.choice(multi)
            return self.bind(lines, f"{f.name}({self.args(f.type, 2)})", f.type.results)
        flag = basic("bool")
        if roll < 0.68:
            var = self.pick_var(lambda v: u(v.type).kind == "map")
            if var is not None:
                e = self.index_of(self.use(var), var.type, 1)
                return self.bind(lines, e.s, [u(var.type).elem, flag])
        if roll < 0.8:
            var = self.pick_var(lambda v: u(v.type).kind == "chan" and u(v.type).dir != "s")
            if var is not None:
                return self.bind(lines, "<-" + self.use(var).s, [u(var.type).elem, flag])
        var = self.pick_var(lambda v: is_iface(v.type))
        if var is None:
            return False
        pool = [p for p in self.pool if is_iface(p) or implements(p, var.type)]
        t = self.r.choice(pool)
        return self.bind(lines, f"{self.use(var).s}.({t.s})", [t, flag])

    def bind(self, lines, text, types):
        if self.chance(0.3):
            targets = []
            for t in types:
                wider = t
                if self.chance(0.3):    # an implicit conversion of one result
                    faces = [p for p in self.pool if is_iface(p) and p is not t and implements(t, p)]
                    wider = self.r.choice(faces) if faces and t.s != "bool" else t
                targets.append(self.target(wider) or "_")
            if self.chance(0.2):
                targets[0] = "_"
            lines.append(f"{', '.join(targets)} = {text}")
            return True
        names, declared = [], []
        for t in types:
            name = "_" if self.chance(0.15) else self.fresh_name()
            if name in names:
                name = "_"
            names.append(name)
            if name != "_":
                declared.append((name, t))
        if not declared:
            lines.append(f"{', '.join(names)} = {text}")
            return True
        lines.append(f"{', '.join(names)} := {text}")
        for name, t in declared:
            self.declare(name, t, lines)
        return True

    def local_constant(self, lines):
        t = self.r.choice([basic("int"), basic("string"), basic("bool")])
        name = self.fresh_name()
        value = self.constant(t).s
        lines.append(f"const {name} = {value}" if self.chance(0.7) else f"const {name} {t.s} = {value}")
        self.declare(name, t, lines, const=True)

    def local_type(self, lines):
        if self.minor < 20 and self.scope_params:  # Go 1.19 has none in generic functions
            return
        self.local_types += 1
        t = self.new_local_type(f"T{self.local_types}")
        lines.append(f"type {t.s} {t.under.s}")
        value = self.literal(t, 2)
        name = self.fresh_name()
        lines.append(f"{name} := {self.r.choice(['', '&']) if value.s.startswith(t.s + '{') else ''}{value.s}")
        self.declare(name, ptr(t) if "&" == lines[-1].split(":= ")[1][0] and value.s[0] != "&" else t, lines)

    def recursive_closure(self, lines):
        pool = [t for t in self.pool if t.kind == "func"]
        t = self.r.choice(pool)
        name = self.fresh_name()
        lines.append(f"var {name} {t.s}")
        self.declare(name, t, lines)
        lines.append(f"{name} = {self.func_literal(t).s}")
        if self.chance(0.4):
            lines.append(f"{name} = {self.expr(t, 1).s}")

    def sized(self, lines):
        """Values whose size is next to a limit of gc's."""
        name = self.fresh_name()
        kind = self.r.randrange(6)
        near = self.r.choice([-1, 0, 1])
        if kind == 0:
            t = array(131072 + near, basic("byte"))
            lines.append(f"var {name} {t.s}")
        elif kind == 1:
            t = ptr(array(65536 + near, basic("byte")))
            lines.append(f"{name} := new({t.elem.s})")
        elif kind == 2:
            t = ptr(array(8192 + near, basic("int")))
            lines.append(f"{name} := &{t.elem.s}{{}}")
        elif kind == 3:
            t = array(16384 + near, basic("int"))
            lines.append(f"{name} := {t.s}{{}}")
        elif kind == 4:
            t = slice_of(basic("string"))
            lines.append(f"{name} := make({t.s}, {4096 + near})")
        else:
            t = func([], [basic("byte")])
            big = array(self.r.choice([16, 127, 128, 129]), basic("byte"))
            lines.append(f"{name}x := {big.s}{{}}")
            lines.append(f"{name} := func() byte {{\nreturn {name}x[1]\n}}")
        self.declare(name, t, lines)

    # --- statements with blocks -------------------------------------------------------------------------------

    def condition(self):
        roll = self.r.random()
        if roll < 0.08:
            return self.r.choice(["true", "false", "1 > 2", "debug", "!debug", "debug && true", "limit > 3",
                                  "limit == 0 || debug"])
        right = self.steady(basic("bool"), 1, 3) if roll < 0.16 else None
        if right is not None:
            return f"{self.r.choice(['debug', 'true', 'false'])} {self.r.choice(['&&', '||'])} {right}"
        return self.expr(basic("bool"), 2).s

    def init_clause(self):
        """x := value; for a header, with the variable (or nothing)."""
        if not self.chance(0.2):
            return "", []
        t = self.any_type()
        value = self.expr(t, 1).s
        name = self.fresh_name()
        return f"{name} := {header(value)}; ", [(name, t)]

    def enter(self, variables):
        """A scope for a header's variables; returns the lines that use the unused."""
        self.scopes.append({})
        uses = []
        for name, t in variables:
            self.declare(name, t, uses)
        return uses

    def if_statement(self, lines):
        init, variables = self.init_clause()
        uses = self.enter(variables)
        cond = header(self.condition())
        then = self.block(self.small(), (), self.maybe_jump)
        rest = ""
        if self.chance(0.35):
            rest = f" else {{\n{self.block(self.small())}\n}}"
        elif self.chance(0.15):
            rest = f" else if {header(self.condition())} {{\n{self.block(self.small())}\n}}"
        self.scopes.pop()
        lines.append(f"if {init}{cond} {{\n{render(uses)}\n{then}\n}}{rest}")

    def maybe_jump(self, lines):
        """Often what ends a branch: return, break, continue, panic."""
        if self.chance(0.3):
            self.jump(lines)

    def jump(self, lines):
        frame = self.frames[-1]
        loops = [t for t in frame.targets if t.kind == "loop"]
        roll = self.r.random()
        if frame.gotos and self.chance(0.4):
            label = self.r.choice(frame.gotos)
            label.used = True
            lines.append(f"goto {label.name}")
            return
        if roll < 0.3 and frame.targets:
            if self.chance(0.4):
                target = self.r.choice(frame.targets)
                target.used = True
                lines.append(f"break {target.name}")
            else:
                lines.append("break")
        elif roll < 0.6 and loops:
            if self.chance(0.4):
                target = self.r.choice(loops)
                target.used = True
                lines.append(f"continue {target.name}")
            else:
                lines.append("continue")
        elif roll < 0.92:
            self.return_statement(lines)
        else:
            lines.append(f"panic({self.aexpr(self.any, 1).s})")

    def loose_jump(self, lines):
        """A jump in the middle of a list: what follows is dead."""
        if self.chance(0.5):
            return False
        self.jump(lines)
        return True

    def target_label(self, kind, lines):
        frame = self.frames[-1]
        frame.labels += 1
        label = Label(f"L{frame.labels}", kind)
        frame.targets.append(label)
        lines.append(Late(label))
        return label

    def loop(self, lines, head, variables=()):
        """A for statement with this header; variables live in a scope between the header and the body."""
        uses = self.enter(variables)
        text = head() if callable(head) else head
        body = self.block(max(1, self.small()), (), self.maybe_jump)
        self.scopes.pop()
        lines.append(f"for {text} {{\n{render(uses)}\n{body}\n}}")
        self.frames[-1].targets.pop()

    def for_statement(self, lines):
        self.target_label("loop", lines)
        roll = self.r.random()
        if roll < 0.12:
            return self.loop(lines, "")
        if roll < 0.3:
            return self.loop(lines, lambda: header(self.condition()))
        if roll < 0.75:
            t, name = basic("int"), self.fresh_name()
            start = header(self.int_text(1))
            return self.loop(lines, lambda: f"{name} := {start}; {name} < "
                             f"{header(self.variable_int())}; {name}{self.r.choice(['++', '--', ' += 2'])}",
                             [(name, t)])
        t, name = self.any_type(), self.fresh_name()
        start = header(self.expr(t, 1).s)
        return self.loop(lines, lambda: f"{name} := {start}; {header(self.condition())}; "
                         f"{name} = {header(self.aexpr(t, 1).s)}", [(name, t)])

    def range_statement(self, lines):
        kinds = ["slice", "slice", "array", "map", "chan", "string", "pointer"]
        if self.since(22):
            kinds.append("int")
        if self.since(23):
            kinds += ["func", "func"]
        kind = self.r.choice(kinds)
        integer = basic("int")
        if kind == "int":
            value, types = header(self.int_text(1)), [integer]
        elif kind == "string":
            value, types = header(self.expr(basic("string"), 1).s), [integer, basic("rune")]
        else:
            t, types = self.range_type(kind)
            value = header(self.expr(t, 1).s)
        self.target_label("loop", lines)
        n = self.r.randint(0, len(types))
        if n and self.chance(0.12):
            targets = [self.target(t) or "_" for t in types[:n]]
            targets = ["_" if "{" in t else t for t in targets]
            return self.loop(lines, f"{', '.join(targets)} = range {value}")
        names, variables = [], []
        for t in types[:n]:
            name = self.fresh_name()
            name = "_" if name in names or self.chance(0.15) else name
            names.append(name)
            if name != "_":
                variables.append((name, t))
        if not names or not variables:
            return self.loop(lines, f"range {value}")
        return self.loop(lines, f"{', '.join(names)} := range {value}", variables)

    def range_type(self, kind):
        elem = self.any_type()
        var = None
        if self.chance(0.7):
            want = {"pointer": "ptr"}.get(kind, kind)
            var = self.pick_var(lambda v: v.type.kind == want and (want != "ptr" or u(v.type.elem).kind == "array")
                                and (want != "chan" or v.type.dir != "s") and want != "func")
        integer = basic("int")
        if kind == "slice":
            t = var.type if var else slice_of(elem)
            return t, [integer, u(t).elem]
        if kind == "array":
            t = var.type if var else array(3, elem)
            return t, [integer, t.elem]
        if kind == "pointer":
            t = var.type if var else ptr(array(3, elem))
            return t, [integer, u(t.elem).elem]
        if kind == "map":
            t = var.type if var else map_of(basic("string"), elem)
            return t, [u(t).key, u(t).elem]
        if kind == "chan":
            t = var.type if var else chan(elem)
            return t, [t.elem]
        t = self.r.choice(self.iterators)
        return t, u(t).params[0].params

    def switch_statement(self, lines):
        init, variables = self.init_clause()
        uses = self.enter(variables)
        self.target_label("switch", lines)
        roll = self.r.random()
        if roll < 0.25:
            tag, cases = "", [self.condition_nonconst() for _ in range(self.r.choice([1, 2]))]
        elif roll < 0.6:
            tag = header("limit" if self.chance(0.1) else self.expr(basic("int"), 1).s)
            cases = self.r.sample(["0", "1", "2", "3, 5", "limit"], 2)
        elif roll < 0.8:
            tag = header(self.expr(basic("string"), 1).s)
            cases = self.r.sample(['"a"', '"b", "c"', '""'], 2)
        else:
            face = self.pick_var(lambda v: is_iface(v.type))
            if face is None:
                self.frames[-1].targets.pop()
                self.scopes.pop()
                if variables:
                    lines.append(f"{{\n{init[:-2]}\n{render(uses)}\n}}")
                return True
            pool = [p for p in self.pool if comparable(p) and implements(p, face.type) and u(p).kind != "basic"]
            tag = self.use(face).s
            cases = [header(self.expr(self.r.choice(pool), 1).s)] if pool else ["nil"]
        clauses = []
        texts = [f"case {c}:" for c in cases]
        if self.chance(0.5):
            texts.insert(self.r.randint(0, len(texts)), "default:")
        for i, text in enumerate(texts):
            body = self.block(self.small(), (), self.maybe_jump)
            if i + 1 < len(texts) and self.chance(0.1):
                body += "\nfallthrough"
            first = "" if clauses else render(uses) + "\n"
            clauses.append(f"{text}\n{first}{body}")
        self.frames[-1].targets.pop()
        self.scopes.pop()
        joined = "\n".join(clauses)
        lines.append(f"switch {init}{tag} {{\n{joined}\n}}")
        return True

    def condition_nonconst(self):
        made = self.compare(1)
        return header(made.s) if made is not None and made.s not in ("true", "false") else "limit > 7"

    def type_switch(self, lines):
        init, variables = self.init_clause() if self.chance(0.3) else ("", [])
        uses = self.enter(variables)
        face = self.pick_var(lambda v: is_iface(v.type))
        if face is None or self.chance(0.15):
            t = self.r.choice([p for p in self.pool if is_iface(p)])
            subject = header(wrap(self.expr(t, 1), 8))
        else:
            t, subject = face.type, self.use(face).s
        pool = [p for p in self.pool if p is not t and (is_iface(p) or implements(p, t)) and p.kind != "tparam"]
        self.r.shuffle(pool)
        name = self.fresh_name() if self.chance(0.75) else None
        name = None if variables and variables[0][0] == name else name
        self.target_label("switch", lines)
        clauses, at = [], 0
        for _ in range(self.r.choice([1, 2, 2, 3])):
            group = pool[at:at + self.r.choice([1, 1, 1, 2])]
            at += len(group)
            if group:
                label = [p.s for p in group] + (["nil"] if self.chance(0.05) and not clauses else [])
                clauses.append((f"case {', '.join(label)}:", group[0] if len(label) == 1 else t))
        if self.chance(0.4) or not clauses:
            clauses.append(("default:", t))
        parts = []
        for text, bound in clauses:
            body = self.block(self.small(), [(name, bound)] if name else (), self.maybe_jump)
            parts.append(f"{text}\n{'' if parts else render(uses)}\n{body}")
        self.frames[-1].targets.pop()
        self.scopes.pop()
        joined = "\n".join(parts)
        lines.append(f"switch {init}{name + ' := ' if name else ''}{subject}.(type) {{\n{joined}\n}}")
        return True

    def select_statement(self, lines):
        self.target_label("switch", lines)
        clauses = []
        for _ in range(self.r.choice([0, 1, 2, 2])):
            roll = self.r.random()
            sends = roll < 0.3
            found = self.channel(("", "s") if sends else ("", "r"))
            if found is None:
                break
            c, elem = found
            if sends:
                clauses.append((f"case {c} <- {self.aexpr(elem, 1).s}:", ()))
            elif roll < 0.45:
                clauses.append((f"case <-{c}:", ()))
            elif roll < 0.75:
                name = self.r.choice(LOCALS[:15])
                clauses.append((f"case {name} := <-{c}:", [(name, elem)]))
            elif roll < 0.9:
                clauses.append((f"case val, ok := <-{c}:", [("val", elem), ("ok", basic("bool"))]))
            else:
                clauses.append((f"case {self.target(elem) or '_'} = <-{c}:", ()))
        if self.chance(0.4):
            clauses.append(("default:", ()))
        parts = [f"{text}\n{self.block(self.small(), names, self.maybe_jump)}" for text, names in clauses]
        self.frames[-1].targets.pop()
        joined = "\n".join(parts)
        lines.append(f"select {{\n{joined}\n}}")

    def plain_block(self, lines):
        lines.append(f"{{\n{self.block(self.small())}\n}}")

    def goto_statement(self, lines):
        frame = self.frames[-1]
        frame.labels += 1
        label = f"L{frame.labels}"
        if self.chance(0.6):    # backward: what follows the label is a loop
            lines.append(f"{label}:")
            self.statements(self.small(), lines)
            lines.append(f"if {header(self.condition())} {{\ngoto {label}\n}}")
            return
        skipped = self.block(max(1, self.small()))
        lines.append(f"if {header(self.condition())} {{\ngoto {label}\n}}\n{{\n{skipped}\n}}\n{label}:")
        lines.append(f"{{\n{self.block(self.small())}\n}}")

    def immediate(self, lines):
        """func() { ... }() as a statement."""
        sig = func([], [], False)
        lines.append(f"{self.func_literal(sig).s}()")

    def build_tables(self):
        self.simple_makers = [
            (10, self.short_declaration), (5, self.var_declaration), (9, self.assignment), (2, self.tuple_assignment),
            (1, self.swap), (2, self.op_assignment), (1.2, self.self_assignment), (3, self.discard),
            (6, self.call_statement), (3, self.go_or_defer), (2.5, self.send), (4, self.multi_value),
            (0.7, self.local_constant), (0.8, self.local_type), (1, self.recursive_closure), (0.5, self.sized),
            (0.6, self.loose_jump)]
        self.nested_makers = [
            (6, self.if_statement), (4, self.for_statement), (6, self.range_statement), (2.5, self.switch_statement),
            (3, self.type_switch), (2, self.select_statement), (1.5, self.plain_block), (1.2, self.goto_statement),
            (2, self.immediate)]
