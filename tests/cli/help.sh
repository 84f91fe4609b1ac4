# Each form that gc prints: a short example, analysed on the spot, makes gc print it; in both languages.
escapade() { "$ESCAPADE" "$@"; }
forms=$(escapade help no-such-form 2>/dev/null | grep '^  ' | sed 's/^  //')
[ "$(wc -l <<<"$forms")" -ge 18 ]
while IFS= read -r form; do
  for locale in en zh_CN; do
    shown=$(escapade help "$form" --locale=$locale)
    [ "$(head -n 1 <<<"$shown")" = "$form" ] || { echo "help $form shows: $shown"; exit 1; }
    code=$(grep -v '╰─' <<<"$shown" | grep -cE '^    ') || true
    [ "$code" -ge 1 ] && [ "$code" -le 8 ] || { echo "$form: $code lines of Go"; exit 1; }
    case $form in
      'can inline'* | 'inlining call'*) grep -qE 'Go 1.27' <<<"$shown" ;;
      *) grep -q '╰─' <<<"$shown" && ! grep -q 'Go 1.27' <<<"$shown" ;;
    esac || { echo "$form: no line of gc in: $shown"; exit 1; }
  done
done <<<"$forms"
# Every line that gc printed in the recorded runs has a form.
grep -L '^refused' ../golden/gc/*.1.2[2-7].txt | xargs grep -hoE '(:[0-9]+)+: .*' | sed -E 's/^(:[0-9]+)+: //' |
  sed -E 's/^(moved to heap|leaking param content|leaking param|ignoring self-assignment|devirtualizing).*/\1/; s/.*(escapes to heap|does not escape|bounds check elided|zero-copy|escaping uintptr|unsafe uintptr).*/\1/' |
  grep -v '^`' | sort -u >"${TMPDIR:-/tmp}/forms.$$"
while IFS= read -r line; do
  escapade help "$line" >/dev/null 2>&1 || { echo "no help on: $line"; exit 1; }
done <"${TMPDIR:-/tmp}/forms.$$"
rm -f "${TMPDIR:-/tmp}/forms.$$"
# A part of a form means the plainest one.
[ "$(escapade help leak | head -1)" = "leaking param: P" ] && [ "$(escapade help moved | head -1)" = "moved to heap: X" ] || { echo "help leak, help moved"; exit 1; }
# --help fits one screen of 80 by 24.
[ "$(COLUMNS=80 escapade --help | wc -l)" -le 24 ] || { echo "--help is longer than a screen"; exit 1; }
echo ok
