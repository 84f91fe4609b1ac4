#!/usr/bin/env python3
"""Sessions at a terminal: types the lines of *.session into escapade through a pseudo-terminal of 80x24 and looks at the
screen. Scripts (*.script) go to standard input instead. Prints "ok NAME" or "not ok NAME" for each.

    run.py PROGRAM [NAME...]

A line of a .session file is one of
    > TEXT     type TEXT and Enter, wait for the prompt        type TEXT     type without Enter
    ask TEXT   type TEXT and Enter, wait for the prompt or for [Enter] of a presentation
    wrong TEXT type TEXT and Enter; it is not taken and comes back for editing; Ctrl-C drops it
    key NAME   press a key: Tab Up Down Left Enter C-a C-c C-d paste TEXT    as a terminal pastes it; \\n is a newline
    | TEXT     a line of the screen is TEXT                    ~ TEXT        a line of the screen holds TEXT
    now TEXT   the line of the cursor is TEXT
    ! TEXT     no line since the last key holds TEXT           exit N        the program has ended with status N
    # TEXT     a comment                                       args TEXT     options of the program (first line)
    env NAME=VALUE   a variable of the program (before it starts)
    file NAME TEXT   a file in the folder that the session runs in; \\n is a newline
    write NAME TEXT  the file is written while the session runs
    saved NAME TEXT  that file has a line TEXT now             resize COLS   the window changes
Lines of the screen are looked for in order, each behind the one before; scrolled lines count too.
A .screens file holds such steps; the whole screen is compared, at 40, 80 and 200 columns in both languages.
In a .script the part before a line `---` is standard input, what follows is expected: `| TEXT`, `~ TEXT` of standard
output, `2 TEXT` a piece of a line of standard error, `exit N`.
"""
import difflib
import fcntl
import glob
import os
import pty
import re
import select
import shlex
import struct
import subprocess
import sys
import tempfile
import termios
import time
import unicodedata

HERE = os.path.dirname(os.path.abspath(__file__))
ROWS, COLS = 24, 80
KEYS = {"Tab": "\t", "Backspace": "\177", "Up": "\033[A", "Down": "\033[B", "Left": "\033[D", "Enter": "\r", "C-a": "\001", "C-c": "\003",
        "C-d": "\004", "C-w": "\027", "Escape": "\033"}
PROMPTS = (">", "…")


def width(char):
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


class Screen:
    """As much of a terminal as readline and the program use."""

    def __init__(self):
        self.lines, self.row, self.col, self.cols = [[]], 0, 0, COLS
        self.pending = ""

    def line(self):
        while self.row >= len(self.lines):
            self.lines.append([])
        return self.lines[self.row]

    def put(self, char):
        if self.col + width(char) > self.cols:
            self.row, self.col = self.row + 1, 0
        line = self.line()
        while len(line) <= self.col + width(char) - 1:
            line.append(" ")
        line[self.col] = char
        if width(char) == 2:
            line[self.col + 1] = ""
        self.col += width(char)

    def control(self, args, final):
        number = int(args) if args.isdigit() else 0
        line = self.line()
        if final == "K":
            if number == 0:
                del line[self.col:]
            elif number == 2:
                line.clear()
        elif final == "J" and number == 0:
            del line[self.col:]
            del self.lines[self.row + 1:]
        elif final == "C":
            self.col += number or 1
        elif final == "D":
            self.col = max(0, self.col - (number or 1))
        elif final == "A":
            self.row = max(0, self.row - (number or 1))
        elif final == "B":
            self.row += number or 1
        elif final == "G":
            self.col = max(0, (number or 1) - 1)
        elif final == "P":
            del line[self.col:self.col + (number or 1)]
        elif final == "@":
            line[self.col:self.col] = [" "] * (number or 1)

    def feed(self, text):
        text = self.pending + text
        self.pending = ""
        at = 0
        while at < len(text):
            char = text[at]
            if char == "\033":
                match = re.match(r"\033\[([?0-9;]*)([A-Za-z@])|\033[()][A-Z0-9]|\033[=>78M]", text[at:])
                if match is None:
                    self.pending = text[at:]
                    return
                if match.group(2):
                    self.control(match.group(1), match.group(2))
                at += match.end()
                continue
            if char == "\r":
                self.col = 0
            elif char == "\n":
                self.row += 1
                self.line()
            elif char == "\b":
                self.col = max(0, self.col - 1)
            elif char == "\t":
                self.col += 8 - self.col % 8
            elif char >= " ":
                self.put(char)
            at += 1

    def text(self):
        return ["".join(line).rstrip() for line in self.lines]

    def line_text(self):
        return "".join(self.line()).rstrip()

    def at_prompt(self):
        line = self.line_text()
        return line in PROMPTS and self.col == 2 and self.row == len(self.lines) - 1


class Wrong(Exception):
    pass


class Session:
    def __init__(self, program, args, folder, more=(), cols=COLS):
        self.screen, self.seen, self.since, self.status = Screen(), 0, 0, None
        env = {"PATH": os.environ["PATH"], "HOME": folder, "XDG_STATE_HOME": folder + "/state", "LC_ALL": "C.UTF-8",
               "TERM": "xterm", "INPUTRC": "/dev/null", "PAGER": "cat", "EDITOR": f"sh {folder}/editor"}
        env.update({k: v for k, v in os.environ.items() if k.startswith(("ASAN", "UBSAN"))})
        env.update(more)
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, cols, 0, 0))
            os.chdir(folder)
            os.execve(program, [program] + args, env)
        self.screen.cols = cols
        self.wait(lambda: self.screen.at_prompt())

    def resize(self, cols):
        fcntl.ioctl(self.fd, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, cols, 0, 0))
        self.screen.cols = cols

    def read(self, seconds):
        if not select.select([self.fd], [], [], seconds)[0]:
            return False
        try:
            data = os.read(self.fd, 65536)
        except OSError:
            data = b""
        if not data:
            _, status = os.waitpid(self.pid, 0)
            self.status = os.waitstatus_to_exitcode(status)
            return False
        self.buffer = getattr(self, "buffer", b"") + data
        text = self.buffer.decode(errors="ignore")
        self.buffer = b"" if self.buffer.decode(errors="replace") == text else self.buffer
        if not self.buffer:
            self.screen.feed(text)
        return True

    def wait(self, ready):
        end = time.time() + 20
        while self.status is None:
            moved = self.read(0.04)
            if self.status is None and not moved and ready():
                return
            if time.time() > end:
                raise Wrong("no prompt came back")

    def settle(self):
        end = time.time() + 0.3
        while self.status is None and time.time() < end:
            if self.read(0.06):
                end = time.time() + 0.15

    def send(self, text):
        self.since = len(self.screen.text()) - 1
        os.write(self.fd, text.encode())

    def expect(self, want, exact):
        lines = self.screen.text()
        for i in range(self.seen, len(lines)):
            if (lines[i] == want) if exact else (want in lines[i]):
                self.seen = i + 1
                return
        raise Wrong(f"not on the screen: {want}")

    def close(self):
        os.close(self.fd)
        if self.status is None:
            try:
                os.kill(self.pid, 9)
                os.waitpid(self.pid, 0)
            except (ProcessLookupError, ChildProcessError):
                pass


def unescaped(text):
    return text.replace("\\n", "\n").replace("\\t", "\t")


def step(session, word, rest, folder):
    if word == ">":
        session.send(rest + "\r")
        # a prompt below the line that was typed: the old one may still be on the screen when the machine is busy
        session.wait(lambda: session.screen.at_prompt() and session.screen.row > session.since)
    elif word == "wrong":
        session.send(rest + "\r")
        back = lambda: session.screen.line_text() == "> " + rest and session.screen.row > session.since
        session.wait(back)
        os.write(session.fd, b"\003")
        session.wait(lambda: session.screen.at_prompt())
    elif word == "ask":
        before = len(session.screen.text()), session.screen.row
        session.send(rest + "\r")
        waits = lambda: session.screen.at_prompt() or session.screen.line_text().startswith("[Enter]")
        session.wait(lambda: waits() and (len(session.screen.text()), session.screen.row) != before)
    elif word == "type":
        session.send(rest)
        session.settle()
    elif word == "key":
        session.send(KEYS[rest])
        session.settle()
    elif word == "paste":
        session.send("\033[200~" + unescaped(rest) + "\033[201~")
        session.settle()
    elif word == "resize":
        session.resize(int(rest))
        session.settle()
    elif word == "|":
        session.expect(rest, True)
    elif word == "~":
        session.expect(rest, False)
    elif word == "!":
        for line in session.screen.text()[session.since:]:
            if rest in line:
                raise Wrong(f"on the screen: {rest}")
    elif word == "write":
        name, text = rest.split(" ", 1)
        with open(os.path.join(folder, name), "w") as out:
            out.write(unescaped(text))
        time.sleep(0.5)
        session.settle()
    elif word == "saved":
        name, text = rest.split(" ", 1)
        if unescaped(text) not in open(os.path.join(folder, name)).read().splitlines():
            raise Wrong(f"{name} has no line {text}")
    elif word == "now":
        if session.screen.line_text() != rest:
            raise Wrong(f"the cursor's line is not: {rest}")
    elif word == "exit":
        session.wait(lambda: False) if session.status is None else None
        if session.status != int(rest):
            raise Wrong(f"exit status {session.status}")
    else:
        raise Wrong(f"what is: {word} {rest}")


def split(line):
    word, _, rest = line.partition(" ")
    return word, rest


def run_session(program, path):
    with tempfile.TemporaryDirectory() as folder:
        lines = [line.rstrip("\n") for line in open(path)]
        args, env = [], {}
        for line in lines:
            word, rest = split(line)
            if word == "args":
                args = shlex.split(rest)
            elif word == "env":
                name, _, value = rest.partition("=")
                env[name] = value.replace("$FOLDER", folder)
            elif word == "file":
                name, text = rest.split(" ", 1)
                os.makedirs(os.path.dirname(os.path.join(folder, name)), exist_ok=True)
                with open(os.path.join(folder, name), "w") as out:
                    out.write(unescaped(text))
        session = Session(program, args, folder, env)
        try:
            for number, line in enumerate(lines, 1):
                word, rest = split(line)
                if line == "" or word in ("#", "args", "file", "env"):
                    continue
                try:
                    step(session, word, rest, folder)
                except Wrong as wrong:
                    shown = "\n".join("    " + l for l in session.screen.text()[-60:])
                    return f"line {number}: {wrong}\n{shown}"
        finally:
            session.close()
    return None


def run_screens(program, path):
    """A session at several widths and in both languages: the whole screen, scrolled lines too, is held in
    NAME.COLUMNS.LOCALE.screen beside it; UPDATE=1 writes it anew."""
    steps = [split(line.rstrip("\n")) for line in open(path) if line.strip() and not line.startswith("#")]
    for cols in (40, 80, 200):
        for locale in ("en", "zh_CN"):
            with tempfile.TemporaryDirectory() as folder:
                session = Session(program, [f"--locale={locale}"], folder, cols=cols)
                try:
                    for word, rest in steps:
                        step(session, word, rest, folder)
                    shown = "\n".join(session.screen.text()) + "\n"
                finally:
                    session.close()
            want_file = f"{path.rsplit('.', 1)[0]}.{cols}.{locale}.screen"
            if os.environ.get("UPDATE"):
                open(want_file, "w").write(shown)
            want = open(want_file).read() if os.path.exists(want_file) else ""
            if want != shown:
                diff = difflib.unified_diff(want.splitlines(), shown.splitlines(), want_file, "screen", lineterm="", n=1)
                return "\n".join("    " + l for l in diff)
    return None


def run_script(program, path):
    text, _, wanted = open(path).read().partition("\n---\n")
    args = []
    if text.startswith("#args "):
        first, _, text = text.partition("\n")
        args = shlex.split(first[6:])
    with tempfile.TemporaryDirectory() as folder:
        env = dict(os.environ, HOME=folder, LC_ALL="C.UTF-8", NO_COLOR="1", COLUMNS="80")
        done = subprocess.run([program] + args, input=(text + "\n").encode(), capture_output=True, cwd=folder, timeout=60, env=env)
    out, err = done.stdout.decode().splitlines(), done.stderr.decode().splitlines()
    seen = 0
    for line in wanted.splitlines():
        word, rest = split(line)
        if word in ("|", "~"):
            found = [i for i in range(seen, len(out)) if (out[i] == rest if word == "|" else rest in out[i])]
            if not found:
                return f"not printed: {rest}\n" + "\n".join("    " + l for l in out + err)
            seen = found[0] + 1
        elif word == "!" and any(rest in l for l in out + err):
            return f"printed: {rest}"
        elif word == "2" and not any(rest in l for l in err):
            return f"not on standard error: {rest}\n" + "\n".join("    " + l for l in err)
        elif word == "exit" and done.returncode != int(rest):
            return f"exit status {done.returncode}"
    return None


def main():
    program, names = os.path.abspath(sys.argv[1]), sys.argv[2:]
    failed = 0
    for path in sorted(glob.glob(f"{HERE}/*.session") + glob.glob(f"{HERE}/*.screens") + glob.glob(f"{HERE}/*.script")):
        name = os.path.basename(path)
        if names and name not in names and name.rsplit(".", 1)[0] not in names:
            continue
        try:
            wrong = ({"session": run_session, "screens": run_screens}.get(path.rsplit(".", 1)[1], run_script))(program, path)
        except (Wrong, OSError, subprocess.TimeoutExpired) as error:
            wrong = str(error)
        failed += wrong is not None
        print(f"ok {name}" if wrong is None else f"not ok {name}\n{wrong}", flush=True)
    return 1 if failed else 0


sys.exit(main())
