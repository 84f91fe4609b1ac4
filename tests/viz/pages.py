"""Frames, steps, pages, JSON and links: positions that stay, the same bytes twice, names that are never markup."""
import glob
import html.parser
import json
import os
import re
import shutil
import subprocess
import xml.etree.ElementTree as xml

SVG = "{http://www.w3.org/2000/svg}"
# Every place that a name or a string can come to: a file's name, a comment, strings as operands.
NASTY_FILE = """a&b's <i>"x"{1}%.go"""
NASTY = r'''package p

// </code></pre></script><!-- <img src=x onerror=document.title=1> ]]> &amp;
var sink any

func 名前(s string) (x any) {
	sink = "</script><script>document.title='pwned'</script>"
	sink = "<b title=\"'&amp;{}\\N#$%^~_|`-->" + s
	sink = `</svg><foreignObject>{file}`
	x = '<'
	return &s
}
'''


class Page(html.parser.HTMLParser):
    """Collects elements, attributes and the source as it is shown."""

    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.tags, self.attributes, self.code, self.inside, self.data = [], [], "", [], ""
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attributes):
        self.tags.append(tag)
        self.attributes += attributes
        self.inside.append((tag, dict(attributes)))

    def handle_endtag(self, tag):
        while self.inside and self.inside.pop()[0] != tag:
            pass

    def handle_data(self, data):
        names = [tag for tag, _ in self.inside]
        if "code" in names:
            self.code += data
        if self.inside and self.inside[-1][1].get("id") == "data":
            self.data += data


def check_page(text, source):
    page = Page(text)
    expected = {"html", "head", "meta", "title", "style", "body", "header", "h1", "p", "div", "button", "output", "main",
                "section", "figure", "figcaption", "pre", "code", "span", "script", "svg", "g", "path", "polygon",
                "polyline", "ellipse", "text", "a"}
    if set(page.tags) - expected:
        return f"elements that the program made: {set(page.tags) - expected}"
    if page.tags.count("script") != 2 or page.tags.count("svg") != 1:
        return f"{page.tags.count('script')} scripts, {page.tags.count('svg')} pictures"
    if [name for name, _ in page.attributes if name.startswith("on")]:
        return "an attribute that runs a script"
    outside = [value for name, value in page.attributes if name in ("src", "href") and value]
    if outside or re.search(r"url\(|@import|https?://(?!www\.w3\.org)", text):
        return f"something to be loaded: {outside}"
    if page.code != source.replace("\r", ""):
        return "the source is not shown as it is"
    data = json.loads(page.data)
    if len(data["steps"]) < 2 or data["steps"][0]["kind"] != "begin" or data["steps"][-1]["kind"] != "end":
        return "no steps"
    ids = {value for name, value in page.attributes if name == "id"}
    named = {i for name, value in page.attributes if name == "data-ids" for i in value.split()}
    missing = {i for i in named if i not in ids}
    return f"marks of nothing: {missing}" if missing else None


def pages(report, run, programs, folder):
    for program in programs:
        for kind in ("flow", "points-to", "memory", "why"):
            problem = None
            for theme in ("light", "dark"):
                path = f"{folder}/x.html"
                status, _, err = run("graph", program, f"--kind={kind}", f"--theme={theme}", "-o", path)
                text = open(path, encoding="utf-8").read()
                problem = f"status {status}: {err}" if status or err else check_page(text, open(program).read())
                if problem:
                    break
            report(f"page-{os.path.basename(program)[:-3]}-{kind}", problem)
    seen = {run("graph", programs[0], "--format=html")[1] for _ in range(3)}
    report("same-bytes-html", None if len(seen) == 1 else "runs differ")


# ---- Frames. ----

def shape_of(path):
    """Where each element of a frame stands, by its id."""
    places = {}
    for group in xml.parse(path).getroot().iter(f"{SVG}g"):
        name = group.get("id", "")
        if re.fullmatch(r"[bga]\d+", name):
            outline = [element.get("d") or element.get("points") for element in group.iter()
                       if element.tag in (f"{SVG}path", f"{SVG}polygon")]
            places[name] = outline
    return places


def frames_of(report, run, program, folder):
    name = os.path.basename(program)[:-3]
    status, _, err = run("frames", program, "-o", folder)
    svgs = sorted(glob.glob(f"{folder}/frame-*.svg"))
    problem = f"status {status}: {err}" if status or err else None
    known, size, whole = {}, None, {}
    for path in svgs:
        root = xml.parse(path).getroot()
        if size not in (None, (root.get("width"), root.get("height"), root.get("viewBox"))):
            problem = problem or f"{path}: another size"
        size = (root.get("width"), root.get("height"), root.get("viewBox"))
        whole = shape_of(path)
        for element, outline in whole.items():
            if known.setdefault(element, outline) != outline:
                problem = problem or f"{path}: {element} has moved"
        if any(text.get("fill") in ("#fffffe", "transparent") for text in root.iter(f"{SVG}text")):
            problem = problem or f"{path}: invisible text"
    hidden = [element for element in known if element[0] != "g" and element not in whole]
    report(f"frames-{name}", problem or (f"never shown at the end: {hidden}" if hidden else None))
    return svgs


def read_all(folder):
    return {name: open(f"{folder}/{name}", "rb").read() for name in sorted(os.listdir(folder))}


def frames(report, run, programs, folder):
    for program in programs:
        frames_of(report, run, program, f"{folder}/{os.path.basename(program)}.frames")
    first = f"{folder}/{os.path.basename(programs[0])}.frames"
    before = read_all(first)
    open(f"{first}/frame-{len(before) - 2:03d}.svg", "w").write("left by a longer run")
    run("frames", programs[0], "-o", first)
    report("frames-same-bytes", None if read_all(first) == before else "two runs differ, or an old picture stays")
    if shutil.which("qpdf"):
        done = subprocess.run(["qpdf", "--check", f"{first}/frames.pdf"], capture_output=True, text=True)
        pages = subprocess.run(["qpdf", "--show-npages", f"{first}/frames.pdf"], capture_output=True, text=True)
        svgs = len(glob.glob(f"{first}/frame-*.svg"))
        ok = done.returncode == 0 and pages.stdout.strip() == str(svgs)
        report("frames-pdf", None if ok else f"{pages.stdout} pages of {svgs}: {done.stdout}{done.stderr}")
    dated = re.search(rb"CreationDate|ModDate|20[2-9]\d-\d\d-\d\d", before["frames.pdf"])
    report("frames-pdf-without-date", f"{dated.group()}" if dated else None)
    tex = before["frames.tex"].decode()
    index = before["index.html"].decode()
    count = len(glob.glob(f"{first}/frame-*.svg"))
    wrong = tex.count("\\includegraphics") != count or index.count("<img ") != count
    report("frames-all-listed", "index.html or frames.tex names another number of pictures" if wrong else None)
    status, _, err = run("frames", programs[0], "--short", "-o", f"{folder}/short")
    words = open(f"{folder}/short/frame-002.svg").read()
    said = re.search(r"<figcaption>[^<]", index)
    said_here = re.search(r"<figcaption>[^<]", open(f"{folder}/short/index.html").read())
    report("frames-say-it-once", None if said_here and not said else "in the picture and above it, or nowhere")
    report("frames-without-sentences", None if status == 0 and "2/" not in words else err + words)
    for name, want, args in [("frames-without-folder", 2, ["frames", programs[0]]),
                             ("frames-into-a-file", 2, ["frames", programs[0], "-o", programs[0]]),
                             ("frames-no-parent", 3, ["frames", programs[0], "-o", f"{folder}/no/such"]),
                             ("frames-of-memory", 2, ["frames", programs[0], "--kind=memory", "-o", folder])]:
        status, _, err = run(*args)
        report(name, None if status == want and err else f"status {status}, not {want}: {err}")


# ---- Names are text. ----

def balanced_tex(text):
    """Braces that pair, and no character that TeX would take for a command of ours."""
    rest = re.sub(r"%[^\n]*\n", "\n", re.sub(r"\\[\\{}$&#_%]", "", text))
    depth = 0
    for c in rest:
        depth += (c == "{") - (c == "}")
        if depth < 0:
            return False
    return depth == 0 and not re.search(r"[$&#^~]", rest)


def nasty(report, run, folder):
    path = f"{folder}/{NASTY_FILE}"
    with open(path, "w", encoding="utf-8") as out:
        out.write(NASTY)
    for kind in ("flow", "points-to", "memory", "why"):
        status, out, err = run("graph", path, f"--kind={kind}", "--format=html")
        problem = f"status {status}: {err}" if status or err else check_page(out.decode(), NASTY)
        report(f"nasty-page-{kind}", problem)
        status, out, err = run("graph", path, f"--kind={kind}", "--format=dot", "--link-template=x:{file}")
        done = subprocess.run(["dot", "-Tsvg"], input=out, capture_output=True, timeout=60)
        text = xml.fromstring(done.stdout) if done.returncode == 0 else None
        problem = done.stderr.decode() or (None if text is not None and status == 0 else f"status {status}: {err}")
        report(f"nasty-dot-{kind}", problem)
    status, _, err = run("frames", path, "-o", f"{folder}/nasty")
    problem = f"status {status}: {err}" if status else None
    for svg in glob.glob(f"{folder}/nasty/*.svg"):
        tags = {element.tag.replace(SVG, "") for element in xml.parse(svg).getroot().iter()}
        problem = problem or (f"{svg}: {tags}" if "foreignObject" in tags or "script" in tags else None)
    index = Page(open(f"{folder}/nasty/index.html", encoding="utf-8").read())
    if index.tags.count("script") != 1 or "b" in index.tags or "foreignobject" in index.tags:
        problem = problem or "markup in index.html"
    if not balanced_tex(open(f"{folder}/nasty/frames.tex", encoding="utf-8").read()):
        problem = problem or "commands in frames.tex"
    report("nasty-frames", problem)
    template = "editor://open?a=1&file={file}&at={line}:{column}<\"'>\\N"
    status, out, err = run("graph", path, "--format=svg", f"--link-template={template}")
    try:
        links = [a.get("{http://www.w3.org/1999/xlink}href") for a in xml.fromstring(out).iter(f"{SVG}a")]
        good = links and all(re.fullmatch(r"editor://open\?a=1&file=[\w%/.~-]+&at=\d+:\d+%3C%22%27%3E%5CN", link)
                             for link in links)
        report("nasty-links", None if status == 0 and good else f"{links[:2]} {err}")
    except xml.ParseError as error:
        report("nasty-links", f"no XML: {error}")


# ---- JSON and links. ----

def picture_problem(text, source):
    picture = json.loads(text)
    if (picture["schema"], picture["version"]) != ("escapade-picture", 1):
        return "another schema"
    lines = source.split("\n")
    clusters = {cluster["id"]: cluster for cluster in picture["clusters"]}
    nodes = {node["id"]: node for node in picture["nodes"]}
    if len(clusters) != len(picture["clusters"]) or len(nodes) != len(picture["nodes"]):
        return "an id twice"
    for node in nodes.values():
        place = clusters.get(node["cluster"])
        inside = place is None or (place["x"] <= node["x"] and place["y"] <= node["y"] and
                                   node["x"] + node["width"] <= place["x"] + place["width"] + 0.2 and
                                   node["y"] + node["height"] <= place["y"] + place["height"] + 0.2)
        if not inside or node["x"] < 0 or node["x"] + node["width"] > picture["width"] + 0.2:
            return f"{node['id']} is not where it belongs"
        if node["line"] is not None:
            text = lines[node["line"] - 1].encode()[node["column"] - 1:][:node["length"]]
            if len(text) != node["length"]:
                return f"{node['id']} stands nowhere in the source"
    for edge in picture["edges"]:
        if edge["from"] not in nodes or edge["to"] not in nodes or len(edge["points"]) < 4:
            return f"{edge['id']} joins nothing"
        target, (x, y) = nodes[edge["to"]], edge["points"][-1]
        near = (target["x"] - 3 <= x <= target["x"] + target["width"] + 3 and
                target["y"] - 3 <= y <= target["y"] + target["height"] + 3)
        if not near:
            return f"{edge['id']} does not end at {edge['to']}"
    return None


def data(report, run, programs):
    for program in programs:
        for kind in ("flow", "points-to", "memory", "why"):
            status, out, err = run("graph", program, f"--kind={kind}", "--format=json")
            problem = f"status {status}: {err}" if status or err else picture_problem(out, open(program).read())
            report(f"json-{os.path.basename(program)[:-3]}-{kind}", problem)
    status, out, _ = run("graph", programs[0], "--format=json", "--link-template=x:{file}#{line}.{column}")
    urls = [node["url"] for node in json.loads(out)["nodes"] if node["line"]]
    report("json-links", None if urls and all(re.search(r"\.go#\d+\.\d+$", url) for url in urls) else f"{urls}")
    status, _, err = run("graph", programs[0], "--link-template=x:{column}{row}", "-o", "-")
    report("bad-link-template", None if status == 2 and "{file}" in err else f"status {status}: {err}")
    status, out, _ = run("graph", programs[0], "--format=dot", "--link-template=x:{file}&{line}")
    report("dot-links", None if b"&amp;" in out and b"URL=" in out else out.decode()[:500])


# ---- Blanks. ----

def blanks(report, run, program):
    for kind in ("flow", "points-to", "memory"):
        nodes = json.loads(run("graph", program, f"--kind={kind}", "--format=json")[1])["nodes"]
        drawn = [node["name"] for node in nodes if node["name"] in ("_", "result _ of results")]
        report(f"no-blanks-{kind}", f"drawn: {drawn}" if drawn else None)


def check(report, run, programs, folder):
    pages(report, run, programs, folder)
    frames(report, run, programs, folder)
    nasty(report, run, folder)
    data(report, run, programs)
    blanks(report, run, [program for program in programs if program.endswith("/blank.go")][0])
