#!/usr/bin/env python3
"""Lessons through the program itself: tests/lessons/run.py ESCAPADE. Prints "ok NAME" and "not ok NAME"."""
import fcntl
import os
import pty
import select
import shutil
import signal
import struct
import subprocess
import sys
import tempfile
import termios
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from learner import Learner

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
ESCAPADE = os.path.abspath(sys.argv[1])
scratch = tempfile.mkdtemp(prefix="escapade-learn-")
ENV = dict(os.environ, LC_ALL="C.UTF-8", NO_COLOR="1", COLUMNS="80", TERM="xterm", XDG_STATE_HOME=scratch + "/state")
for name in ("EDITOR", "VISUAL"):
    ENV.pop(name, None)

SMALL = """# Small

Hello.

## Guess

```go predict
package p

func f() *int {
	n := 1
	return &n
}
```
```answer
heap: n
```
It moves.

## Change

```go edit
package p

func f() *int {
	n := 1
	return &n
}
```
```goal
heap: nothing
```
```go solution
package p

func f() int {
	n := 1
	return n
}
```
Done.

## Play

```go
package p

func g(p *int) *int {
	return p
}
```
```try
Play.
```
Bye.
"""


def path(name, text=None):
    full = os.path.join(scratch, name)
    if text is not None:
        os.makedirs(os.path.dirname(full), exist_ok=True)
        with open(full, "w" if isinstance(text, str) else "wb") as out:
            out.write(text)
    return full


def run(args, lines=(), **env):
    done = subprocess.run([ESCAPADE, "learn"] + args, input="".join(l + "\n" for l in lines), text=True, capture_output=True,
                          timeout=60, env=dict(ENV, **env), cwd=scratch, errors="replace")
    return done.returncode, done.stdout, done.stderr


def need(text, *parts):
    for part in parts:
        assert part in text, f"no {part!r} in:\n{text}"


def forget():
    shutil.rmtree(scratch + "/state", ignore_errors=True)


# ---- Through a pipe ----

def the_list_names_all_lessons():
    code, out, _ = run(["list"])
    assert code == 0
    need(out, " 1  Stack and heap", " 6  Too large, and size not known", "10  Reading -m=2")


def every_claim_holds():
    code, out, err = run(["--check"])
    assert code == 0 and err == "", err
    assert out.count("all hold") >= 10, out


def the_template_holds():
    code, out, _ = run(["--new", "Maps"])
    assert code == 0 and out.startswith("# Maps\n")
    code, out, err = run(["--check", path("maps.md", out)])
    assert code == 0, err
    need(out, "all hold")
    assert run(["--new", "-o", path("maps.md")])[0] == 1


def false_claims_are_told_with_their_line():
    code, _, err = run(["--check", path("wrong.md", SMALL.replace("heap: n\n", "heap: nothing\n"))])
    assert code == 1
    need(err, "wrong.md:16: `n` lives on the heap")
    code, _, err = run([path("broken.md", SMALL.replace("go edit", "go edti"))])
    assert code == 1
    need(err, "broken.md:22: `go edti` means nothing")


def what_is_no_lesson_is_refused():
    for args, text in ((["99"], "there is no lesson"), (["monads"], "there is no lesson"), (["a"], "several lessons"),
                       (["/no/such.md"], "No such file"), ([path("empty.md", "")], "no title"),
                       ([path("folder/README.md", "# x")[:-10]], "no lessons here"),
                       ([path("bytes.md", bytes(range(256)) * 20)], "no title")):
        code, _, err = run(args)
        assert code == 1, args
        need(err, text)


def a_lesson_runs_through_a_pipe():
    forget()
    code, out, err = run([path("small.md", SMALL), "-o", path("kept.md")],
                         ["", "nothing", "n", "", "3 func f() int {", "5 return n", "", "", "x := 1", ":gc", ":quit", ""])
    assert code == 0 and err == "", err
    need(out, "heap? nothing\nNot yet.", "One thing that goes to the heap is missing.", "Yes: n moves to the heap", "It moves.",
         "Line 5: cannot use &n", "Right: that does it.", "session> :gc\nsession.go:3:8: leaking param: p to result ~r0 level=0",
         "Back in the lesson.", "That was Small.", "You did 3 of the 3 steps with something to do.")
    need(open(path("kept.md")).read(), "# Small\n", "> nothing\n", "> 5 return n\n")


def the_end_of_input_keeps_the_place():
    forget()
    code, out, _ = run([path("small.md", SMALL)], ["", "n"])
    assert code == 0
    code, out, _ = run([path("small.md")], ["list", "quit"])
    need(out, "step 3 of 4", "Guess — answered")
    code, out, _ = run([path("small.md")], ["again", "quit"])
    need(out, "1/4 · Small")


def a_session_may_use_up_the_input():
    forget()
    code, out, _ = run([path("small.md", SMALL)], ["step 4", "", "y := 2"])
    assert code == 0
    need(out, "y stays on the stack", "You can go on with")


def an_editor_changes_the_program():
    forget()
    code, out, _ = run([path("small.md", SMALL)], ["step 3", "edit", "", "quit"],
                       EDITOR="sed -i -e 's/[*]int/int/' -e 's/&n/n/'")
    need(out, "func f() int {", "Right: that does it.")
    forget()
    code, out, _ = run([path("small.md")], ["step 3", "edit", "quit"], EDITOR="false")
    need(out, "No editor can be opened here")


def a_folder_is_a_course():
    forget()
    path("course/b.md", SMALL.replace("# Small", "# Second"))
    path("course/a.md", SMALL.replace("# Small", "# First"))
    path("course/README.md", "no lesson")
    code, out, _ = run([path("course")], ["2", "quit"])
    need(out, " 1. First", " 2. Second", "1/4 · Second")
    code, out, _ = run([path("course"), "first"], ["quit"])
    need(out, "1/4 · First")


def a_language_without_lessons_gets_english():
    code, out, _ = run(["list"], LC_ALL="zh_CN.UTF-8")
    assert code == 0
    need(out, " 1  ")


def progress_that_cannot_be_kept_is_said_once():
    code, out, _ = run([path("small.md", SMALL)], ["", "n", "", "quit"], XDG_STATE_HOME="/proc/none")
    assert code == 0 and out.count("Your progress is not kept") == 1, out
    code, _, err = run([path("small.md")], ["quit"], XDG_STATE_HOME="", HOME="")
    need(err, "is not remembered")


# ---- At a terminal ----

class Terminal:
    def __init__(self, args, rows=24, columns=80):
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            os.chdir(scratch)
            os.execvpe(ESCAPADE, [ESCAPADE, "learn"] + args, ENV)
        fcntl.ioctl(self.fd, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        self.text = ""

    def read(self, until, seconds=20):
        end = time.time() + seconds
        while until not in self.text:
            left = end - time.time()
            assert left > 0 and select.select([self.fd], [], [], left)[0], f"no {until!r} in:\n{self.text}"
            try:
                self.text += os.read(self.fd, 65536).decode(errors="replace")
            except OSError:
                assert until in self.text, f"no {until!r} before the end of:\n{self.text}"
        before, _, self.text = self.text.partition(until)
        return before

    def say(self, line, until):
        os.write(self.fd, (line + "\r").encode())
        return self.read(until)

    def close(self, number=None):
        if number:
            os.kill(self.pid, number)
        while True:
            try:
                if not select.select([self.fd], [], [], 20)[0] or not os.read(self.fd, 65536):
                    break
            except OSError:
                break
        os.close(self.fd)
        return os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])


def a_terminal_is_answered():
    forget()
    t = Terminal([path("small.md", SMALL)])
    t.read("[Enter] ")
    t.say("", "heap? ")
    os.write(t.fd, b"half typed\x03")
    t.read("heap? ")
    t.say("n", "It moves.")
    t.read("[Enter] ")
    t.say("", "edit> ")
    t.say("skip", "Done.")
    t.read("[Enter] ")
    t.say("", "[Enter] ")
    t.say("", "session> ")
    t.say("x := 1", "x stays on the stack")
    t.read("session> ")
    os.write(t.fd, b"\x04")
    t.read("Bye.")
    t.read("[Enter] ")
    os.write(t.fd, b"\x04")
    t.read("You can go on with")
    assert t.close() == 0


def long_steps_come_by_pages():
    forget()
    long = "# Long\n\nx\n\n## Many\n\n" + "".join(f"Paragraph {i}.\n\n" for i in range(30)) + "## Next\n\ny\n"
    t = Terminal([path("long.md", long)])
    t.read("[Enter] ")
    first = t.say("", "[Enter: more] ")
    assert "Paragraph 5." in first and "Paragraph 20." not in first, first
    # What is typed there is not lost: it answers the next prompt.
    os.write(t.fd, b"step 3\r")
    t.read("Paragraph 29.")
    t.read("3/3 · Next")
    t.read("[Enter] ")
    t.say("quit", "You can go on")
    assert t.close() == 0


def a_killed_learner_goes_on():
    forget()
    for number in (signal.SIGKILL, signal.SIGTERM, signal.SIGHUP):
        t = Terminal([path("small.md", SMALL)])
        t.read("[Enter] ")
        t.say("step 2", "heap? ")
        t.say("n", "It moves.")
        t.read("[Enter] ")
        t.say("", "edit> ")
        t.close(number)
        t = Terminal([path("small.md")])
        t.read("3/4 · Change")
        t.read("edit> ")
        t.say("again", "1/4 · Small")
        t.read("[Enter] ")
        t.say("quit", "You can go on")
        assert t.close() == 0


def narrow_terminals_are_enough():
    forget()
    t = Terminal(["1"], rows=24, columns=40)
    time.sleep(0.2)
    shown = t.read("[Enter] ")
    t.say("quit", "You can go on")
    t.close()
    t = Terminal(["1"], rows=24, columns=40)
    t.read("[Enter] ")
    shown = t.say("step 3", "heap? ")
    assert all(len(line.rstrip("\r")) <= 40 for line in shown.split("\n")), shown
    t.say("quit", "You can go on")
    assert t.close() == 0


# ---- A learner, all lessons ----

def learner(manner, locale):
    def take():
        folder = f"{ROOT}/lessons/content/{locale}"
        for number, name in enumerate(sorted(n for n in os.listdir(folder) if n.endswith(".md")), 1):
            forget()
            try:
                Learner(ESCAPADE, ENV, number, locale, f"{folder}/{name}", manner, scratch).run()
            except AssertionError as error:
                raise AssertionError(f"{locale}/{name}: {error}")
    take.__name__ = f"a_learner_takes_all_lessons_{manner}_{locale}"
    return take


TESTS = [the_list_names_all_lessons, every_claim_holds, the_template_holds, false_claims_are_told_with_their_line,
         what_is_no_lesson_is_refused, a_lesson_runs_through_a_pipe, the_end_of_input_keeps_the_place,
         a_session_may_use_up_the_input, an_editor_changes_the_program, a_folder_is_a_course,
         a_language_without_lessons_gets_english, progress_that_cannot_be_kept_is_said_once, a_terminal_is_answered,
         long_steps_come_by_pages, a_killed_learner_goes_on, narrow_terminals_are_enough]
TESTS += [learner(manner, locale) for manner in ("right", "wrong", "mixed", "killed") for locale in ("en", "zh_CN")]

wrong = 0
for test in [t for t in TESTS if not sys.argv[2:] or any(a in t.__name__ for a in sys.argv[2:])]:
    name = test.__name__.replace("_", " ")
    try:
        test()
        print("ok", name)
    except Exception as error:  # one test must not hide the others
        wrong += 1
        print("not ok", name)
        print("\n".join("    " + line for line in f"{type(error).__name__}: {error}".split("\n")[-60:]))
shutil.rmtree(scratch)
sys.exit(wrong > 0)
