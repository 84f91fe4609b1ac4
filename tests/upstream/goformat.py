"""What the runner must know of Go's text: tokens and comments, quoted strings, build constraints, regexps."""
import re

TOKEN = re.compile(r'''
    (?P<space>[ \t\r\n]+)
  | (?P<comment>//[^\n]*|/\*.*?(?:\*/|\Z))
  | (?P<token>`[^`]*(?:`|\Z)|"(?:\\.|[^"\\\n])*"?|'(?:\\.|[^'\\\n])*'?
      |(?:\d|\.\d)(?:[eEpP][+-]|[\w.])*|(?:\w|[^\x00-\x7f])+
      |<<=|>>=|&\^=|\.\.\.|&&|\|\||<-|\+\+|--|==|!=|<=|>=|:=|\+=|-=|\*=|/=|%=|&=|\|=|\^=|<<|>>|&\^|.)
''', re.X | re.S)


def tokens(text):
    """Yields (kind, line, column, text), kind "token" or "comment"; columns are bytes from 1."""
    line, start = 1, 0
    for found in TOKEN.finditer(text):
        if found.lastgroup != "space":
            column = len(text[start:found.start()].encode("utf-8", "surrogateescape")) + 1
            yield found.lastgroup, line, column, found[0].rstrip("\r") if found[0].startswith("//") else found[0]
        newlines = found[0].count("\n")
        if newlines:
            line += newlines
            start = found.start() + found[0].rindex("\n") + 1


def unquote(text):
    if text[:1] == "`":
        return text.strip("`")
    plain = {"n": "\n", "t": "\t", "r": "\r"}
    text = re.sub(r"\\u([0-9a-fA-F]{4})|\\x([0-9a-fA-F]{2})", lambda m: chr(int(m[1] or m[2], 16)), text[1:-1])
    return re.sub(r"\\(.)", lambda m: plain.get(m[1], m[1]), text, flags=re.S)


def regexp(pattern):
    """A Go regexp; the tests use none of what differs but these."""
    pattern = pattern.replace(r"\z", r"\Z").replace("[[:space:]]", r"\s").replace("[:^alpha:]", "a-zA-Z")
    return re.compile(re.sub(r"\\Q(.*?)\\E", lambda m: re.escape(m[1]), pattern))


def has_tag(tag):
    release = re.fullmatch(r"go1\.(\d+)", tag)
    return int(release[1]) <= 27 if release else tag in ("linux", "amd64", "unix", "gc", "test_run")


def matches_target(text):
    """Whether the //go:build line before the package clause holds for linux/amd64."""
    for line in text.split("\n"):
        if line.startswith("package "):
            break
        if line.startswith("//go:build "):
            words = re.findall(r"&&|\|\||[!()]|[\w.]+", line[len("//go:build "):])
            python = {"&&": "and", "||": "or", "!": "not", "(": "(", ")": ")"}
            return eval(" ".join(python.get(word) or str(has_tag(word)) for word in words))
        if line.startswith("// +build "):
            options = [[has_tag(t[1:]) is False if t[0] == "!" else has_tag(t) for t in option.split(",")]
                       for option in line.split()[2:]]
            if not any(all(option) for option in options):
                return False
    return True
