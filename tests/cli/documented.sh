# The manual and the completions name every command and every option of the table: what `help` lists is what there is.
root=../..
commands=$(COLUMNS=200 "$ESCAPADE" help | sed -n 's/^  \([a-z][a-z]*\) .*/\1/p' | grep -v '^escapade$')
session=$(printf ':help\n' | COLUMNS=200 "$ESCAPADE" | sed -n 's/^  :\([a-z][a-z]*\) .*/\1/p')
options_of() { grep -A9 'Options:' | grep -oE -- '--[a-z-]+' | sort -u; }
options="$(for c in $commands; do "$ESCAPADE" help "$c"; done | options_of) --help --version --strict"
settings=$(printf ':help %s\n' $session | "$ESCAPADE" | options_of)
[ "$(wc -w <<<"$commands")" -ge 16 ] && [ "$(wc -w <<<"$options")" -ge 25 ]
wrong=0
need() { # FILE WORD
  grep -qE -- "(^|[^a-z-])$2($|[^a-z-])" <<<"$(sed 's/\\-/-/g' "$1")" || { echo "${1#"$root"/} does not name $2"; wrong=1; }
}
for c in $commands; do
  for f in man/escapade.1 completion/escapade.bash completion/_escapade completion/escapade.fish; do need $root/repl/$f "$c"; done
done
for c in $session; do need $root/repl/man/escapade.1 "$c"; done
for o in $settings; do need $root/repl/man/escapade.1 "$o"; done
for o in $options; do
  need $root/repl/man/escapade.1 "$o"
  need $root/repl/completion/escapade.bash "$o"
  need $root/repl/completion/_escapade "$o"
  grep -qE -- "-l ${o#--}( |$)" $root/repl/completion/escapade.fish || { echo "escapade.fish does not name $o"; wrong=1; }
done
# What they name exists.
for o in $(sed -n 's/^complete .* -l \([a-z-]*\) .*/\1/p' $root/repl/completion/escapade.fish); do
  grep -qw -- "--$o" <<<"$options" || { echo "escapade.fish names --$o, which no command has"; wrong=1; }
done
# They are installed where the shells and man look.
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
(cd $root && make -s install DESTDIR="$folder" PREFIX=/usr BUILD="$(dirname "$ESCAPADE")")
for f in bin/escapade share/man/man1/escapade.1 share/bash-completion/completions/escapade \
  share/zsh/site-functions/_escapade share/fish/vendor_completions.d/escapade.fish; do
  [ -s "$folder/usr/$f" ] || { echo "not installed: $f"; wrong=1; }
done
# The completion of bash, as bash runs it.
complete_bash() { # WORD... : what the last one may become
  bash -c 'source '"$root"'/repl/completion/escapade.bash; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); compopt() { :; }
    _escapade; printf "%s\n" "${COMPREPLY[@]}"' bash "$@"
}
complete_bash escapade time | grep -qx timeline
complete_bash escapade graph --ki | grep -qx -- --kind=
complete_bash escapade learn --ch | grep -qx -- --check
complete_bash escapade help mem | grep -qx memory
[ "$wrong" = 0 ] && echo ok
