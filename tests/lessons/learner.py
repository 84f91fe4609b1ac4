"""A simulated learner: takes a built-in lesson through a pseudo-terminal, from the first prompt to the last, and knows the
answers from the lesson's own Markdown."""
import fcntl
import os
import pty
import re
import select
import signal
import struct
import termios
import time

PROMPTS = {"predict": r"(?:heap\? |堆？ )$", "choose": r"1-\d(?:\? |？ ?)$", "edit": r"(?:edit> |编辑> )$", "session": r"session> $",
           "more": r"\[Enter(?:: more|：继续)\] $", "enter": r"\[Enter\] $", "lesson": r"(?:lesson\? |课程？ )$"}
WRONG = {"en": ("Not yet.",), "zh_CN": ("还不对。",)}
UNCHANGED = {"en": "The program is as it was.", "zh_CN": "程序没有变化。"}
SCORE = {"en": "You did {} of the {} steps with something to do.", "zh_CN": "共有 {1} 步要动手，你完成了 {0} 步。"}


class Question:
    def __init__(self, kind, step):
        self.kind, self.step, self.right, self.wrong, self.told, self.noskip = kind, step, None, None, {}, False


def squeezed(text):
    return re.sub(r"[\s`*]+", "", text)


def read_lesson(path):
    """The questions of a lesson, in order, with a right answer and, where there is one, a wrong one; and the numbers of
    the steps with something to do."""
    questions, busy, step, block, lines = [], set(), 1, None, []
    for line in open(path, encoding="utf-8"):
        line = line.rstrip("\n")
        if block is None and line.startswith("## "):
            step += 1
        elif block is None and line.startswith("```"):
            block, lines = line[3:], []
            if re.match(r"go predict|go edit|choose|reveal|try", block):
                busy.add(step)
        elif block is not None and line == "```":
            take_block(questions, step, block, lines)
            block = None
        elif block is not None:
            lines.append(line)
    return questions, busy


def names(text):
    """`a, make([]int, 2)` -> its names: commas inside brackets do not part them."""
    return [n.strip() for n in re.split(r",(?![^(\[{]*[)\]}])", text) if n.strip()]


def take_block(questions, step, info, lines):
    word = info.split(" ")[0]
    if info.startswith("go predict") or info.startswith("go edit") or word == "choose":
        kind = "choose" if word == "choose" else info.split(" ")[1]
        question = Question(kind, step)
        question.noskip = "noskip" in info
        questions.append(question)
        if kind == "choose":
            read_choices(question, lines)
    elif word == "answer":
        stated = dict(line.split(": ", 1) for line in lines)
        questions[-1].right = stated["heap"]
        if stated["heap"] != "nothing":
            questions[-1].wrong = "nothing"
        elif "stack" in stated:
            questions[-1].wrong = names(stated["stack"])[0]
    elif info == "go solution":
        questions[-1].right = "\n".join(lines) + "\n"


def read_choices(question, lines):
    number = 0
    for line in lines:
        if re.match(r"\((x| )\) ", line):
            number += 1
            question.told[number] = ""
            if line.startswith("(x)"):
                question.right = str(number)
            elif question.wrong is None:
                question.wrong = str(number)
        elif line.startswith("    >"):
            question.told[number] += line[5:].strip()


class Learner:
    """manner: "right"; "wrong" (each question wrong first, then a hint, then right); "mixed" (skips every other one);
    "killed" (right, but the program is killed once
    after each answer and begun anew)."""

    def __init__(self, escapade, env, number, locale, path, manner, scratch, columns=80):
        self.solution = os.path.join(scratch, "solution.go")
        editor = os.path.join(scratch, "solve")
        with open(editor, "w") as out:
            out.write(f'#!/bin/sh\n[ -s {self.solution} ] && cp {self.solution} "$1"\nexit 0\n')
        os.chmod(editor, 0o755)
        self.command = [escapade, "learn", str(number), "--locale=" + locale]
        self.env = dict(env, EDITOR=editor)
        self.locale, self.manner, self.columns = locale, manner, columns
        self.questions, self.busy = read_lesson(path)
        self.at, self.tried, self.seen = 0, 0, ""
        self.skipped, self.killed = set(), set()
        self.pid = None

    def start(self):
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            os.execve(self.command[0], self.command, self.env)
        fcntl.ioctl(self.fd, termios.TIOCSWINSZ, struct.pack("HHHH", 60, self.columns, 0, 0))

    def wait(self):
        """Reads to the next prompt; returns its kind and what was shown before."""
        text, end = "", time.time() + 60
        while True:
            plain = re.sub(r"\033\[[?0-9;]*[A-Za-z]|\033\([A-Z]|\r", "", text)
            for kind, pattern in PROMPTS.items():
                if re.search(pattern, plain):
                    return kind, plain
            left = end - time.time()
            if left <= 0 or not select.select([self.fd], [], [], left)[0]:
                raise AssertionError(f"no prompt in:\n{plain[-2000:]}")
            try:
                text += os.read(self.fd, 65536).decode(errors="replace")
            except OSError:
                raise AssertionError(f"the program ended after:\n{plain[-2000:]}")

    def say(self, line):
        os.write(self.fd, (line + "\r").encode())

    def kill(self, number):
        os.kill(self.pid, number)
        os.waitpid(self.pid, 0)
        os.close(self.fd)

    def need(self, part, shown):
        assert squeezed(part) in squeezed(shown), f"no {part!r} in:\n{shown}"

    def answer(self, question):
        """Says the next thing to a question; returns what must be shown then, and whether it was answered."""
        self.tried += 1
        if self.manner == "mixed" and self.at % 2 == 0 and not question.noskip:
            self.say("skip")
            self.skipped.add(question.step)
            return "", True
        if self.manner == "wrong" and self.tried == 1 and (question.wrong or question.kind == "edit"):
            open(self.solution, "w").close()
            self.say("edit" if question.kind == "edit" else question.wrong)
            told = {"edit": UNCHANGED[self.locale], "predict": WRONG[self.locale][0]}
            return told.get(question.kind) or question.told[int(question.wrong)], False
        if self.manner == "wrong" and self.tried == 2:
            self.say("hint")
            return "", False
        if question.kind == "edit":
            with open(self.solution, "w") as out:
                out.write(question.right)
        self.say("edit" if question.kind == "edit" else question.right)
        return question.told.get(int(question.right), "") if question.kind == "choose" else "", True

    def enter_step(self, shown):
        """A heading tells where we are: what was answered in a step that was left half done is asked again."""
        headings = re.findall(r"(?m)^(\d+)/\d+ · ", shown)
        if headings and self.manner == "killed":
            step = int(headings[-1])
            self.at = next((i for i, q in enumerate(self.questions) if q.step >= step), len(self.questions))

    def run(self):
        self.start()
        expected = ""
        while True:
            kind, shown = self.wait()
            self.need(expected, shown)
            expected = ""
            self.seen += shown
            self.enter_step(shown)
            if kind == "lesson":
                break
            if kind in ("enter", "more"):
                self.say("")
            elif kind == "session":
                self.say(":quit")
            else:
                question = self.questions[self.at]
                assert kind == question.kind, f"asked to {kind}, not to {question.kind}:\n{shown}"
                expected, done = self.answer(question)
                if done:
                    self.at, self.tried = self.at + 1, 0
                if done and self.manner == "killed" and self.at not in self.killed:
                    self.killed.add(self.at)
                    _, shown = self.wait()
                    self.need(expected, shown)
                    expected = ""
                    self.kill(signal.SIGKILL)
                    self.start()
        self.need(SCORE[self.locale].format(len(self.busy) - len(self.skipped), len(self.busy)), self.seen)
        self.say("quit")
        while True:
            try:
                if not os.read(self.fd, 65536):
                    break
            except OSError:
                break
        os.close(self.fd)
        status = os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])
        assert status == 0, f"exit status {status}"
        assert self.at == len(self.questions), f"{self.at} of {len(self.questions)} questions were asked"
