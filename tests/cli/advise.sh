# Each program of golden/advise names the edit that it wants: `// advise: TITLE`, `// but: CHANGE`, or `// none`; a
# first line `// go: 1.19` names the rules.
folder=../golden/advise
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
for file in $folder/*.go; do
  version=$(sed -n '1s|^// go: ||p' "$file")
  "$ESCAPADE" advise --width=200 --go="${version:-1.27}" "$file" > "$scratch/out"
  while IFS= read -r line; do
    case $line in
      '// go: '*) continue ;;
      '// advise: '*) pattern="  fix   ${line#// advise: }" ;;
      '// but: '*) pattern="  but   ${line#// but: }" ;;
      '// none')
        if grep -q '^  fix ' "$scratch/out"; then echo "$file: an edit where none is right"; cat "$scratch/out"; exit 1; fi
        break ;;
      *) break ;;
    esac
    if ! grep -qF -- "$pattern" "$scratch/out"; then echo "$file: no \"$pattern\" in"; cat "$scratch/out"; exit 1; fi
  done < "$file"
done
# What is shown is a diff that patch takes, and the result has no advice of its own left for that place.
cp $folder/return_value.go "$scratch/a.go"
(cd "$scratch" && "$ESCAPADE" advise a.go | grep -E '^  (---|\+\+\+|@@|[-+ ])' | sed 's/^  //' | grep -vE '^(fix|but|then) ' > a.diff)
(cd "$scratch" && patch -s a.go a.diff)
grep -q '^func f(n int) int {' "$scratch/a.go"
"$ESCAPADE" advise "$scratch/a.go" | grep -q 'allocates nothing on the heap'
# A folder's text is still there when its edited program has been analysed.
mkdir "$scratch/m"
printf 'module m\n\ngo 1.27\n' > "$scratch/m/go.mod"
cp $folder/return_value.go "$scratch/m/a.go"
(cd "$scratch/m" && "$ESCAPADE" advise .) | grep -q '^  -func f(n int) \*int {$'
# A package of std whose edited text imports another one.
mkdir -p "$scratch/root/src/runtime" "$scratch/root/src/one" "$scratch/root/src/two"
echo go1.27.0 > "$scratch/root/VERSION"
printf 'package runtime\n' > "$scratch/root/src/runtime/r.go"
printf 'package two\n\nfunc Two(p *int) {}\n' > "$scratch/root/src/two/t.go"
printf 'package one\n\nimport "two"\n\nfunc f(n int) *int {\n\ti := n\n\ttwo.Two(&i)\n\treturn &i\n}\n\nfunc g() int { return *f(1) }\n' \
  > "$scratch/root/src/one/o.go"
"$ESCAPADE" advise --goroot="$scratch/root" one | grep -q 'fix   return i itself: func f(n int) int'
"$ESCAPADE" explain $folder/return_value.go | grep -q '  fix   return i itself: func f(n int) int'
"$ESCAPADE" advise --json $folder/return_value.go | python3 -c '
import json, sys
document = json.load(sys.stdin)
assert document["schema"] == "escapade-advise" and document["version"] == 1
advice = document["packages"][0]["advices"][0]
assert advice["sites"][0]["line"] == 8 and advice["change"] == "callers get a copy"
assert advice["sites_after"] < advice["sites_before"]
assert "func f(n int) int {" in advice["files"][0]["text"] and advice["files"][0]["diff"].startswith("--- ")'
# Wrong Go has no advice.
printf 'package p\n\nfunc f() *int { return &x }\n' > "$scratch/bad.go"
got=0
"$ESCAPADE" advise "$scratch/bad.go" > "$scratch/out" 2>&1 || got=$?
[ "$got" = 1 ] && grep -q 'undefined: x' "$scratch/out"
echo ok
