# Catalogues whole and consistent; which locale is taken; Chinese aligned in columns at any width.
python3 ../translations.py

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
tour=../golden/stages/tour.go
holds() { # PATTERN COMMAND...: the pattern is in what was printed
  local pattern=$1; shift
  local out
  out=$("$@" 2>&1 < /dev/null) || true
  if ! grep -qF -- "$pattern" <<< "$out"; then echo "no \"$pattern\" in the output of: $*"; echo "$out"; exit 1; fi
}
clean() { env -u LC_ALL -u LC_MESSAGES -u LANG "$@"; }

holds '移到堆上' "$ESCAPADE" explain --locale=zh_CN $tour
holds '移到堆上' "$ESCAPADE" explain --locale=zh $tour
holds '移到堆上' clean LANG=zh_CN.UTF-8 "$ESCAPADE" explain $tour
holds '移到堆上' clean LANG=en_US.UTF-8 LC_MESSAGES=zh_CN.UTF-8 "$ESCAPADE" explain $tour
holds 'moves to the heap' clean LANG=zh_CN.UTF-8 LC_ALL=C.UTF-8 "$ESCAPADE" explain $tour
holds 'moves to the heap' clean LANG=zh_CN.UTF-8 "$ESCAPADE" explain --locale=en $tour
holds 'moves to the heap' clean LANG=zh_CN.GBK "$ESCAPADE" explain $tour
holds 'moves to the heap' clean LANG=zh_TW.UTF-8 "$ESCAPADE" explain $tour
holds 'moves to the heap' clean "$ESCAPADE" explain $tour
holds '--locale=fr' "$ESCAPADE" explain --locale=fr $tour
holds '尚未支持内联' clean LANG=zh_CN.UTF-8 "$ESCAPADE" gc -m $tour
holds '规则：指针不能比它所指向的对象活得更久。' "$ESCAPADE" help returned-pointer --locale=zh_CN
# What gc prints, the names of causes and keys of JSON are no texts.
"$ESCAPADE" gc -m -l $tour > "$scratch/en.gc"
clean LANG=zh_CN.UTF-8 "$ESCAPADE" gc -m -l $tour > "$scratch/zh.gc"
cmp "$scratch/en.gc" "$scratch/zh.gc"
holds '"cause": "returned-pointer"' "$ESCAPADE" explain --json --locale=zh_CN $tour

for width in 40 80 200; do
  "$ESCAPADE" explain --locale=zh_CN --width=$width $tour > "$scratch/explain.$width"
  for kind in flow points-to memory; do
    "$ESCAPADE" graph --kind=$kind --locale=zh_CN --width=$width $tour > "$scratch/$kind.$width"
  done
done
python3 - "$scratch" <<'END'
import sys, unicodedata
def columns(text):
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)
for width in (40, 80, 200):
    for line in open(f"{sys.argv[1]}/explain.{width}"):
        line = line.rstrip("\n")
        code = "│" in line or line.startswith("../")  # source and paths are not wrapped
        if columns(line) > min(width, 100) and not code:
            sys.exit(f"{columns(line)} columns, not {width}: {line}")
        if line.strip() and line.strip()[0] in "，。：；）、":
            sys.exit(f"punctuation begins a line: {line}")
    for kind in ("flow", "points-to", "memory"):
        sides = set()
        for line in open(f"{sys.argv[1]}/{kind}.{width}"):
            line = line.rstrip("\n")
            if line and line[0] in "┌╭╔│║╎┆└╰╚" and line[-1] in "┐╮╗│║╎┆┘╯╝":
                sides.add(columns(line))
        if width > 40 and len(sides) != 1:
            sys.exit(f"{kind} at {width}: right edges at {sorted(sides)}")
END
echo ok
