"""The program frontend (frontend.c), asked from Python."""
import collections
import re
import subprocess

Message = collections.namedtuple("Message", "file line column text")
Result = collections.namedtuple("Result", "ok messages")


def unescaped(text):
    return re.sub(r"\\(.)", lambda m: "\n" if m[1] == "n" else m[1], text)


class Frontend:
    def __init__(self, program, goroot):
        self.process = subprocess.Popen([program, goroot], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                        stderr=subprocess.DEVNULL, errors="replace", text=True)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.stdin.close()
        self.process.wait()

    def ask(self, how, packages, lang="-", flags="-"):
        """Packages: pairs of import path and files. A Result for each; one without messages when it crashed."""
        units = "\t".join(f"{path}={','.join(files)}" for path, files in packages)
        self.process.stdin.write(f"{how}\t{lang}\t{flags or '-'}\t{units}\n")
        self.process.stdin.flush()
        results, messages = [], []
        while True:
            fields = self.process.stdout.readline().rstrip("\n").split("\t", 4)
            if fields[0] == "E":
                messages.append(Message(fields[1], int(fields[2]), int(fields[3]), unescaped(fields[4])))
            elif fields[0] == "P":
                results.append(Result(fields[1] == "ok", messages))
                messages = []
            elif fields[0] == ".":
                return results
            else:
                return [Result(False, [Message("", 0, 0, f"it crashed: signal {fields[0][2:]}")])] * len(packages)
