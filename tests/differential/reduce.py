"""Makes a program small while a property holds: whole units of lines first, then pieces inside lines."""
import re
import time


def units(lines):
    """Ranges [from, to) of lines in which brackets balance, outermost and longest first."""
    out = []
    for start in range(len(lines)):
        depth, line = 0, lines[start]
        if re.match(r"\s*[)}\]]", line) or not line.strip():
            continue
        for end in range(start, len(lines)):
            depth += balance(lines[end])
            if depth <= 0:
                if depth == 0:
                    out.append((start, end + 1))
                break
    return out


STRINGS = re.compile(r'"(?:[^"\\]|\\.)*"|`[^`]*`|\'(?:[^\'\\]|\\.)*\'')


def balance(line):
    line = STRINGS.sub("", line)
    return sum(line.count(c) for c in "({[") - sum(line.count(c) for c in ")}]")


class Reducer:
    """holds(text) says whether the property is still there."""

    def __init__(self, holds, seconds=90):
        self.holds, self.end, self.tried = holds, time.time() + seconds, set()

    def keep(self, text):
        if text in self.tried or time.time() > self.end:
            return False
        self.tried.add(text)
        return self.holds(text)

    def run(self, text):
        while True:
            before = text
            text = self.chunks(text)
            text = self.chunks(self.drop_units(text))
            text = self.chunks(self.unwrap(text))
            text = self.pieces(text)
            if text == before or time.time() > self.end:
                return re.sub(r"\n{3,}", "\n\n", text)

    def chunks(self, text):
        """Top-level declarations, by halves and quarters."""
        text = re.sub(r"\n+(?=(func|type|var|const|import)\b)", "\n\n", text)
        parts = [p for p in text.split("\n\n") if p.strip()]
        size = len(parts) // 2
        while size >= 1:
            at = 1
            while at < len(parts):
                shorter = parts[:at] + parts[at + size:]
                if self.keep("\n\n".join(shorter) + "\n"):
                    parts = shorter
                else:
                    at += size
            size //= 2
        return "\n\n".join(parts).rstrip("\n") + "\n"

    def drop_units(self, text):
        lines = text.split("\n")
        at = 0
        while True:
            found = sorted(units(lines), key=lambda u: (u[0] - u[1], -u[0]))
            if at >= len(found):
                return "\n".join(lines)
            start, end = found[at]
            if lines[start].startswith("package "):
                at += 1
                continue
            # a declaration goes together with its `_ = x`
            shorter = lines[:start] + lines[end:]
            if self.keep("\n".join(shorter)):
                lines = shorter
                continue
            if end < len(lines) and re.match(r"\s*_ = \w+$", lines[end]) and \
                    self.keep("\n".join(lines[:start] + lines[end + 1:])):
                lines = lines[:start] + lines[end + 1:]
                continue
            at += 1

    def unwrap(self, text):
        """A block's header and closing line go, what is inside stays; an empty body for a whole function."""
        lines, at = text.split("\n"), 0
        while True:
            found = [u for u in units(lines) if u[1] - u[0] > 1]
            if at >= len(found):
                return "\n".join(lines)
            start, end = found[at]
            for shorter in (lines[:start] + lines[start + 1:end - 1] + lines[end:],
                            lines[:start + 1] + lines[end - 1:]):
                if self.keep("\n".join(shorter)):
                    lines = shorter
                    break
            else:
                at += 1

    def pieces(self, text):
        """Pieces of lines: what is between brackets, items between commas, operands, bracketed parts as a whole."""
        changed = True
        while changed and time.time() < self.end:
            changed = False
            for start, end, new in self.candidates(text):
                shorter = text[:start] + new + text[end:]
                if self.keep(shorter):
                    text, changed = shorter, True
                    break
        return text

    @staticmethod
    def candidates(text):
        spans = bracket_spans(text)
        for start, end in sorted(spans, key=lambda s: s[0] - s[1]):
            inner = text[start + 1:end - 1]
            if "\n" in inner and inner.count("\n") > 3:
                continue
            if inner.strip():
                yield start + 1, end - 1, ""
            yield start, end, inner
            yield start, end, ""
            # the call or literal as a whole becomes nil, 0 or its argument
            word = re.search(r"[\w.&*\[\]]+$", text[:start])
            if word and text[start] in "({":
                for new in ("nil", "0", "x", inner):
                    if len(new) < end - word.start():
                        yield word.start(), end, new
            for a, b in items(text, start + 1, end - 1):
                yield a, b, ""
        for found in re.finditer(r" (\+|-|\*|&&|\|\||==|!=|<|&|\||%) ([\w.\"]+)", text):
            yield found.start(), found.end(), ""
        for found in re.finditer(r"([\w.\"]+) (\+|-|\*|&&|\|\||==|!=|<|&|\||%) ", text):
            yield found.start(), found.end(), ""
        for found in re.finditer(r"(?m)\b(defer|go) |^\s*\w+ := |\bnew\(|(?<=\W)&(?=\w)", text):
            yield found.start(), found.end(), ""
        for found in re.finditer(r"(\w+, )\w+ :?= |(, \w+) :?= ", text):
            group = 1 if found.group(1) else 2
            yield found.start(group), found.end(group), ""


def bracket_spans(text):
    stack, out = [], []
    masked = STRINGS.sub(lambda m: "\"" * len(m.group()), text)
    for i, c in enumerate(masked):
        if c in "({[":
            stack.append(i)
        elif c in ")}]" and stack:
            out.append((stack.pop(), i + 1))
    return out


def items(text, start, end):
    """Ranges of the items between commas or semicolons at the top of text[start:end], each with one separator."""
    cuts, depth = [start], 0
    for i in range(start, end):
        if text[i] in "({[":
            depth += 1
        elif text[i] in ")}]":
            depth -= 1
        elif text[i] in ",;" and depth == 0:
            cuts.append(i + 1)
    if len(cuts) < 2:
        return []
    cuts.append(end)
    out = []
    for n, (a, b) in enumerate(zip(cuts, cuts[1:])):
        out.append((a - 1, b) if n == len(cuts) - 2 else (a, b))
    return out
