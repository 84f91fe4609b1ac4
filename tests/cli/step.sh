# Steps from a pipe: letters as lines, all steps without any; frames and pages leave by the right status.
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
good=$scratch/good.go
printf 'package p\n\nfunc f() *int {\n\ti := 0\n\treturn &i\n}\n' > "$good"
printf 'package p\n\nfunc f( {\n' > "$scratch/bad.go"
step() { # LINES: the numbers of the steps that were shown
  printf '%b' "$1" | "$ESCAPADE" step "$good" | sed -n 's,^\([0-9]*\)/[0-9]*  .*,\1,p' | tr '\n' ' '
}
same() { if [ "$1" != "$2" ]; then echo "\"$1\", not \"$2\""; exit 1; fi; }
same "$("$ESCAPADE" step "$good" < /dev/null | grep -c '^[0-9]*/6  ')" 6
same "$(step 'n\n\np\n')" '1 2 3 2 '
same "$(step 'v\nq\nn\n')" '1 5 '
same "$(step 'nnv\ng\nG\n')" '1 2 3 5 1 6 '
same "$(step 'quit\nn\n')" '1 '
same "$("$ESCAPADE" step "$good" <<< v | grep -c 'gc: moved to heap: i')" 1
same "$("$ESCAPADE" step - < "$good" | grep -c '^[0-9]*/6  ')" 6
"$ESCAPADE" step "$good" <<< 'x' 2>&1 | grep -q 'n, p, v, g, G, q'
"$ESCAPADE" step "$good" <<< 'p' 2>&1 | grep -q 'first step'
printf 'func f() *int { i := 0; return &i }\n:step\nx := f()\n:list\n' | "$ESCAPADE" > "$scratch/script"
grep -q '^6/6  end' "$scratch/script"
grep -q 'x := f()' "$scratch/script"
status=0
"$ESCAPADE" step "$scratch/bad.go" < /dev/null 2> /dev/null || status=$?
same "$status" 1
status=0
"$ESCAPADE" step --func=nobody "$good" < /dev/null 2> /dev/null || status=$?
same "$status" 1
[ "$("$ESCAPADE" step --ascii "$good" < /dev/null | LC_ALL=C grep -c '[^ -~	]')" = 0 ]
echo ok
