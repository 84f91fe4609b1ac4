#!/usr/bin/env python3
"""The texts that are looked up in the catalogues, found in the sources, against core/explain/po/*.po.

    translations.py            is each text translated, do placeholders agree, is nothing superfluous, do lessons ask the same?
                               Prints what is wrong; the last line is "ok" or "wrong"
    translations.py --pot      prints a template of all texts, as msgcmp reads it
    translations.py --missing LOCALE    prints entries to translate

Texts in tables that are translated when they are shown (commands, glossary, examples) are marked by their place: TABLES.
"""
import glob
import os
import re
import subprocess
import sys
import tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
# Function or macro -> which arguments are texts, from 1.
CALLS = {"tr": [2], "tr_fill": [3], "TR_LATER": [1], "phrase": [2], "view_tr": [2], "view_fill": [2], "PHRASE": [2], "WORD": [2],
         "CAUSE": [3, 4], "app_fail": [3], "GO_BEHAVIOUR": [4], "loop_tell": [3], "say_line": [2], "prose_row": [2]}
# Tables of initializers "{...}": which elements of each are texts, from 0.
TABLES = {"repl/commands.c": [2, 7], "repl/glossary.c": [2], "repl/examples.c": [1]}
NEVER = {"gc", ""}  # gc's name, and nothing
PLACEHOLDER = re.compile(r"%(?:\d+\$)?[-0-9.*]*(?:ll|l|z)?[dsucx]|%[1-4]|%%")
TOKEN = re.compile(r'"(?:[^"\\\n]|\\.)*"|\'(?:[^\'\\\n]|\\.)*\'|//[^\n]*|/\*.*?\*/|[A-Za-z_]\w*|\S', re.S)


def sources():
    for folder in ("core/explain", "core/goversion", "core/study", "repl", "viz", "lessons"):
        for ext in ("c", "def"):
            yield from sorted(glob.glob(f"{ROOT}/{folder}/*.{ext}"))


def tokens_of(path):
    text = open(path).read()
    line, at = 1, 0
    for match in TOKEN.finditer(text):
        line += text.count("\n", at, match.start())
        at = match.start()
        if not match.group().startswith(("//", "/*")):
            yield match.group(), line


def arguments(tokens, start):
    """The arguments of a call or initializer whose bracket is tokens[start], and the index behind it."""
    depth, args, i = 0, [[]], start
    while i < len(tokens):
        word = tokens[i][0]
        if word in "([{":
            depth += 1
        if word in ")]}":
            depth -= 1
            if depth == 0:
                return args, i + 1
        if word == "," and depth == 1:
            args.append([])
        elif i > start:
            args[-1].append(tokens[i])
        i += 1
    return args, i


def texts_of(arg):
    """The literals of an argument, neighbours joined; those inside another call belong to that call."""
    found, i = [], 0
    while i < len(arg):
        word, line = arg[i]
        if re.match(r"[A-Za-z_]\w*$", word) and i + 1 < len(arg) and arg[i + 1][0] == "(":
            _, i = arguments(arg, i + 1)
            continue
        if word.startswith('"'):
            text = ""
            while i < len(arg) and arg[i][0].startswith('"'):
                text += arg[i][0][1:-1]
                i += 1
            found.append((text, line))
            continue
        i += 1
    return found


def needs_words(text):
    return bool(re.search(r"[A-Za-z]", PLACEHOLDER.sub("", text.replace("\\n", ""))))


def extract():
    """Text (as C writes it) -> places."""
    found = {}

    def add(text, path, line):
        if text not in NEVER:
            found.setdefault(text, []).append(f"{os.path.relpath(path, ROOT)}:{line}")

    for path in sources():
        tokens = list(tokens_of(path))
        for i, (word, _) in enumerate(tokens[:-1]):
            if word not in CALLS or tokens[i + 1][0] != "(" or (i > 0 and tokens[i - 1][0] == "define"):
                continue
            args, _ = arguments(tokens, i + 1)
            for number in CALLS[word]:
                for text, line in texts_of(args[number - 1]) if number <= len(args) else []:
                    if word in ("tr", "tr_fill", "view_tr", "view_fill", "TR_LATER") or needs_words(text):
                        add(text, path, line)
        columns = TABLES.get(os.path.relpath(path, ROOT), [])
        starts = [i for i in range(len(tokens) - 1) if columns and tokens[i][0] in ("{", ",") and tokens[i + 1][0] == "{"]
        for i in starts:
            args, _ = arguments(tokens, i + 1)
            named = len(args) > columns[0] and args[0] and args[0][0][0].startswith('"')
            for column in columns if named else []:
                for text, line in texts_of(args[column]) if column < len(args) else []:
                    add(text, path, line)
    return found


def read_po(path):
    """Text -> (translation, fuzzy)."""
    entries, part, fuzzy = {}, None, False
    ident = text = ""

    def keep():
        if part == "str":
            entries[ident] = (text, fuzzy)

    for line in open(path):
        line = line.rstrip("\n")
        if line.startswith("#"):
            if part == "str":
                keep()
                part, ident, text, fuzzy = None, "", "", False
            fuzzy = fuzzy or (line.startswith("#,") and "fuzzy" in line)
            continue
        match = re.match(r'(?:(msgid|msgstr) )?"(.*)"$', line)
        if not match:
            continue
        if match.group(1) == "msgid":
            keep()
            if part == "str":
                fuzzy = False
            part, ident, text = "id", "", ""
        elif match.group(1) == "msgstr":
            part = "str"
        if part == "id":
            ident += match.group(2)
        else:
            text += match.group(2)
    keep()
    return entries


def is_c_format(text):
    return bool(re.search(r"%[-0-9.*]*(?:ll|l|z)?[dsucx]", text)) and not re.search(r"%[1-4](?!\$)(?![-0-9.]*[dsc])", text)


def entry(text, places, translation=""):
    out = "".join(f"#: {place}\n" for place in places)
    out += "#, c-format\n" if is_c_format(text) else ""
    return out + f'msgid "{text}"\nmsgstr "{translation}"\n'


def pot(found):
    head = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n\n'
    return head + "\n".join(entry(text, places) for text, places in sorted(found.items(), key=lambda e: e[1]))


def placeholders(text):
    """Which arguments a text uses, each with its conversion."""
    used, number = [], 0
    for match in PLACEHOLDER.finditer(text):
        word = match.group()
        if word == "%%":
            continue
        explicit = re.match(r"%(\d+)\$(.*)", word)
        if explicit:
            used.append((int(explicit.group(1)), explicit.group(2)))
        elif re.match(r"%[1-4]$", word):
            used.append((int(word[1]), "fill"))
        else:
            number += 1
            used.append((number, word[1:]))
    return sorted(set(used))


def wrongs_of(path, found):
    entries = read_po(path)
    name = os.path.basename(path)
    for text, places in found.items():
        translation, fuzzy = entries.get(text, ("", False))
        if translation == "" or fuzzy:
            yield f"{name}: not translated: \"{text}\" ({places[0]})"
        elif placeholders(text) != placeholders(translation):
            yield f"{name}: placeholders differ: \"{text}\" and \"{translation}\""
        elif text.endswith("\\n") != translation.endswith("\\n"):
            yield f"{name}: only one ends in a newline: \"{text}\""
    for text in entries:
        if text != "" and text not in found:
            yield f"{name}: no source has: \"{text}\""


def gettext_says(path, template):
    """What gettext's own tools find."""
    with tempfile.TemporaryDirectory() as folder:
        ref = os.path.join(folder, "escapade.pot")
        with open(ref, "w") as out:
            out.write(template)
        for command in (["msgfmt", "--check-format", "--check-domain", "-o", os.path.join(folder, "out.mo"), path], ["msgcmp", path, ref]):
            done = subprocess.run(command, capture_output=True, text=True)
            if done.returncode != 0:
                yield from (f"{command[0]}: {line}" for line in done.stderr.splitlines()[:10])


def blocks_of(path):
    """A lesson's fenced blocks: the info string and what a translation keeps of the block."""
    info, lines = None, []
    for line in open(path):
        line = line.rstrip("\n")
        if line.startswith("```"):
            if info is None:
                info, lines = line[3:], []
                continue
            kind = info.split(" ")[0]
            if kind == "choose":
                lines = [line[:3] for line in lines if line.startswith("(")]
            elif kind in ("hint", "try", "reveal", "picture", "text"):
                lines = []
            yield info, lines
            info = None
        elif info is not None:
            lines.append(line)


def lessons():
    """Each translated lesson has the programs, answers and choices of the English one."""
    for path in sorted(glob.glob(f"{ROOT}/lessons/content/*/*.md")):
        english = os.path.join(ROOT, "lessons/content/en", os.path.basename(path))
        name = os.path.relpath(path, ROOT)
        if path == english:
            continue
        if not os.path.exists(english):
            yield f"{name}: there is no such lesson in English"
            continue
        ours, theirs = list(blocks_of(path)), list(blocks_of(english))
        if len(ours) != len(theirs):
            yield f"{name}: {len(ours)} blocks, {len(theirs)} in English"
        for mine, other in zip(ours, theirs):
            if mine != other:
                yield f"{name}: this block differs from the English one: {other[0]}\n" + "\n".join("    " + l for l in other[1])
                break
    for language in sorted(os.listdir(f"{ROOT}/lessons/content") if os.path.isdir(f"{ROOT}/lessons/content") else []):
        for path in glob.glob(f"{ROOT}/lessons/content/en/*.md"):
            if not os.path.exists(os.path.join(ROOT, "lessons/content", language, os.path.basename(path))):
                yield f"lessons/content/{language}: {os.path.basename(path)} is not translated"


def main():
    found = extract()
    if sys.argv[1:] == ["--pot"]:
        print(pot(found))
        return 0
    if sys.argv[1:2] == ["--missing"]:
        entries = read_po(f"{ROOT}/core/explain/po/{sys.argv[2]}.po")
        for text, places in sorted(found.items(), key=lambda e: e[1]):
            if entries.get(text, ("", True))[0] == "":
                print(entry(text, places))
        return 0
    wrong = list(lessons())
    catalogues = sorted(glob.glob(f"{ROOT}/core/explain/po/*.po"))
    for path in catalogues:
        wrong += list(wrongs_of(path, found)) + list(gettext_says(path, pot(found)))
    print("\n".join(wrong) if wrong else f"{len(found)} texts, {len(catalogues)} catalogue")
    print("wrong" if wrong else "ok")
    return 1 if wrong else 0


sys.exit(main())
