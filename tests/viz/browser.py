"""The page in a real browser, driven over a pipe: hover, click, steps, keys, dark, printed; no request, no complaint.
Skipped where no Chromium is installed."""
import json
import os
import select
import shutil
import subprocess
import time

NAMES = ("chromium", "chromium-browser", "google-chrome")
SECONDS = 60


class Browser:
    """Speaks the DevTools protocol: JSON messages that end in NUL, on descriptors 3 and 4 of the browser."""

    def __init__(self, program, folder):
        to_read, self.to = os.pipe()
        self.out, out_write = os.pipe()

        def descriptors():
            os.dup2(to_read, 100)
            os.dup2(out_write, 101)
            os.dup2(100, 3)
            os.dup2(101, 4)

        self.process = subprocess.Popen(
            [program, "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
             f"--user-data-dir={folder}/profile", "--remote-debugging-pipe", "--no-first-run", "about:blank"],
            preexec_fn=descriptors, close_fds=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.close(to_read)
        os.close(out_write)
        self.buffer, self.number, self.session, self.events = b"", 0, None, []

    def message(self, until):
        while b"\0" not in self.buffer:
            if not select.select([self.out], [], [], max(0, until - time.time()))[0]:
                raise TimeoutError("the browser does not answer")
            got = os.read(self.out, 1 << 20)
            if not got:
                raise EOFError("the browser has ended")
            self.buffer += got
        text, self.buffer = self.buffer.split(b"\0", 1)
        return json.loads(text)

    def call(self, method, **params):
        self.number += 1
        request = {"id": self.number, "method": method, "params": params}
        if self.session:
            request["sessionId"] = self.session
        os.write(self.to, json.dumps(request).encode() + b"\0")
        until = time.time() + SECONDS
        while True:
            answer = self.message(until)
            if answer.get("id") == self.number:
                if "error" in answer:
                    raise RuntimeError(f"{method}: {answer['error']}")
                return answer["result"]
            self.events.append(answer)

    def open(self, path):
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        self.session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Log", "Network"):
            self.call(f"{domain}.enable")
        self.call("Emulation.setDeviceMetricsOverride", width=1400, height=900, deviceScaleFactor=1, mobile=False)
        self.events.clear()
        self.call("Page.navigate", url="file://" + path)
        until = time.time() + SECONDS
        while self.value("document.readyState") != "complete" and time.time() < until:
            time.sleep(0.05)

    def value(self, expression):
        result = self.call("Runtime.evaluate", expression=expression, returnByValue=True)
        if "exceptionDetails" in result:
            raise RuntimeError(f"{expression}: {result['exceptionDetails']['exception'].get('description')}")
        return result["result"].get("value")

    def key(self, key):
        for kind in ("keyDown", "keyUp"):
            self.call("Input.dispatchKeyEvent", type=kind, key=key)

    def mouse(self, kind, x, y):
        more = {} if kind == "mouseMoved" else {"button": "left", "clickCount": 1}
        self.call("Input.dispatchMouseEvent", type=kind, x=x, y=y, **more)

    def middle(self, selector):
        box = self.value(f"(r => [r.x + r.width / 2, r.y + r.height / 2])"
                         f"(document.querySelector({json.dumps(selector)}).getBoundingClientRect())")
        return box[0], box[1]

    def close(self):
        self.process.terminate()
        self.process.wait(timeout=20)
        os.close(self.to)
        os.close(self.out)


def count(browser, selector):
    return browser.value(f"document.querySelectorAll({json.dumps(selector)}).length")


def colour(browser, selector, name):
    return browser.value(f"getComputedStyle(document.querySelector({json.dumps(selector)}))"
                         f".getPropertyValue({json.dumps(name)})")


def complaints(browser):
    bad = []
    for event in browser.events:
        method, params = event.get("method"), event.get("params", {})
        if method == "Network.requestWillBeSent" and not params["request"]["url"].startswith("file://"):
            bad.append(params["request"]["url"])
        elif method == "Runtime.exceptionThrown":
            bad.append(params["exceptionDetails"].get("text"))
        elif method == "Log.entryAdded" and params["entry"]["level"] in ("error", "warning"):
            bad.append(params["entry"]["text"])
        elif method == "Runtime.consoleAPICalled":
            bad.append(str(params["args"]))
    return bad


def drive(report, browser):
    def expect(name, got, want):
        report(f"browser-{name}", None if got == want else f"{got!r}, not {want!r}")

    # Pointing.
    expect("cold", count(browser, ".hot"), 0)
    browser.mouse("mouseMoved", *browser.middle("#b0"))
    expect("hover-lights-the-box", count(browser, "#b0.hot"), 1)
    expect("hover-lights-the-source", browser.value("document.querySelector('.mark.hot').textContent"), "i")
    browser.mouse("mouseMoved", 5, 5)
    expect("hover-ends", count(browser, ".hot"), 0)
    browser.mouse("mouseMoved", *browser.middle(".mark"))
    expect("source-lights-a-box", count(browser, ".node.hot") > 0, True)
    browser.mouse("mouseMoved", 5, 5)
    x, y = browser.middle("#b0")
    browser.mouse("mousePressed", x, y)
    browser.mouse("mouseReleased", x, y)
    browser.mouse("mouseMoved", 5, 5)
    expect("click-stays", count(browser, "#b0.hot"), 1)
    browser.key("Escape")
    expect("escape-lets-go", count(browser, ".hot"), 0)
    # Steps.
    steps = browser.value("JSON.parse(document.getElementById('data').textContent).steps.length")
    everything = count(browser, ".node,.edge,.cluster")
    browser.key("n")
    expect("first-step", browser.value("document.getElementById('count').textContent"), f"1 / {steps}")
    expect("nothing-known", count(browser, ".node:not(.unknown)"), 0)
    browser.key("ArrowRight")
    expect("places-appear", count(browser, ".node.open:not(.unknown)") > 0, True)
    expect("verdict-hidden", colour(browser, "#b0 .note", "visibility"), "hidden")
    browser.key("v")
    expect("verdict-shown", colour(browser, "#b0 .note", "visibility"), "visible")
    expect("gc-told", browser.value("document.getElementById('gc').textContent"), "gc: moved to heap: i")
    at = browser.value("document.getElementById('count').textContent")
    browser.key("p")
    browser.value("document.getElementById('next').click()")
    expect("back-and-forth", browser.value("document.getElementById('count').textContent"), at)
    browser.key("End")
    expect("all-known", count(browser, ".unknown,.node.open"), 0)
    expect("last-step", browser.value("document.getElementById('next').disabled"), True)
    browser.key("Escape")
    expect("whole", (count(browser, ".unknown,.open,.lit"), count(browser, ".node,.edge,.cluster")), (0, everything))
    # Colours.
    light = colour(browser, "html", "background-color")
    browser.key("d")
    dark = colour(browser, "html", "background-color")
    expect("dark", (light, dark), ("rgb(255, 255, 255)", "rgb(20, 23, 26)"))
    expect("dark-text", colour(browser, "#b0 text", "fill"), "rgb(242, 242, 242)")
    expect("dark-picture", colour(browser, ".picture svg polygon", "fill"), dark)
    expect("dark-box", colour(browser, "#b0 path", "fill"), "rgb(46, 27, 16)")
    expect("reach-unseen", colour(browser, ".reach", "stroke"), "rgba(0, 0, 0, 0)")
    browser.key("d")
    expect("light-again", colour(browser, "html", "background-color"), light)
    browser.value("document.documentElement.removeAttribute('data-mode')")
    browser.call("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": "dark"}])
    expect("dark-by-preference", colour(browser, "html", "background-color"), dark)
    browser.call("Emulation.setEmulatedMedia", media="print", features=[])
    expect("printed-white", colour(browser, "html", "background-color"), light)
    expect("printed-without-buttons", colour(browser, ".bar", "display"), "none")
    browser.call("Emulation.setEmulatedMedia", media="", features=[])
    report("browser-no-request-no-complaint", "; ".join(complaints(browser)) or None)


def leaf(report, browser, folder):
    browser.open(f"{folder}/index.html")
    frames = count(browser, "figure")
    shown = "document.querySelector('figure.now img')"
    loaded = browser.value(f"{shown}.complete && {shown}.naturalWidth > 0")
    report("browser-index-shows-a-picture", None if loaded else "no picture")
    browser.key("ArrowRight")
    browser.key("v")
    kind = browser.value("document.querySelector('figure.now').className")
    report("browser-index-keys", None if "verdict" in kind else kind)
    browser.key("End")
    text = browser.value("document.getElementById('count').textContent")
    report("browser-index-end", None if text == f"{frames} / {frames}" else text)
    report("browser-index-no-complaint", "; ".join(complaints(browser)) or None)


def nasty(report, browser, path):
    browser.open(path)
    title = browser.value("document.title")
    report("browser-nasty-title", None if title == "How values flow in package p" else title)
    report("browser-nasty-no-complaint", "; ".join(complaints(browser)) or None)


def check(report, run, program, folder):
    chromium = next((found for found in map(shutil.which, NAMES) if found), None)
    if chromium is None:
        report("browser (skipped: no Chromium here)", None)
        return
    run("graph", program, "-o", f"{folder}/page.html")
    run("frames", program, "-o", f"{folder}/leaf")
    nasty_file = next(f"{folder}/{name}" for name in os.listdir(folder) if name.endswith("%.go"))
    run("graph", nasty_file, "-o", f"{folder}/nasty.html")
    browser = Browser(chromium, folder)
    try:
        browser.open(f"{folder}/page.html")
        drive(report, browser)
        leaf(report, browser, f"{folder}/leaf")
        nasty(report, browser, f"{folder}/nasty.html")
    except (OSError, EOFError, RuntimeError, TypeError) as error:
        report("browser", f"{type(error).__name__}: {error}")
    finally:
        browser.close()
