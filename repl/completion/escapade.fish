# fish completion for escapade
set -l commands explain why gc memory graph frames step advise whatif timeline check verify learn example help version
function __escapade_examples
    escapade example 2>/dev/null | string match -r '^  [a-z]\S*' | string trim
end
function __escapade_lessons
    echo list\tall lessons
    escapade learn list 2>/dev/null | string replace -r '^ *(\d+)  *(.*?)  +\S+$' '$1\t$2'
end
complete -c escapade -n "not __fish_seen_subcommand_from $commands" -a explain -d 'each verdict in words'
complete -c escapade -n "not __fish_seen_subcommand_from $commands" -a why -d 'the path of one value'
complete -c escapade -n "not __fish_seen_subcommand_from $commands" -a gc -d "the compiler's own lines"
complete -c escapade -n "not __fish_seen_subcommand_from $commands" -a memory -d 'frames, heap and arrows'
complete -c escapade -n "not __fish_seen_subcommand_from $commands" -a graph -d "the analyser's own graph"
complete -c escapade -n "not __fish_seen_subcommand_from $commands" -a frames -d 'numbered pictures, for slides'
complete -c escapade -n "not __fish_seen_subcommand_from $commands" -a step -d 'the same steps here'
complete -c escapade -n "not __fish_seen_subcommand_from $commands" -a advise -d 'edits that avoid allocations'
complete -c escapade -n "not __fish_seen_subcommand_from $commands" -a whatif -d 'another text for one line'
complete -c escapade -n "not __fish_seen_subcommand_from $commands" -a timeline -d 'sites by Go version'
complete -c escapade -n "not __fish_seen_subcommand_from $commands" -a check -d 'ERROR comments against the verdicts'
complete -c escapade -n "not __fish_seen_subcommand_from $commands" -a verify -d 'compare with a Go toolchain'
complete -c escapade -n "not __fish_seen_subcommand_from $commands" -a learn -d 'lessons'
complete -c escapade -n "not __fish_seen_subcommand_from $commands" -a example -d 'a built-in program'
complete -c escapade -n "not __fish_seen_subcommand_from $commands" -a help -d 'help'
complete -c escapade -n "not __fish_seen_subcommand_from $commands" -a version -d 'the version'
complete -c escapade -n "__fish_seen_subcommand_from example" -f -a '(__escapade_examples)'
complete -c escapade -n "__fish_seen_subcommand_from help" -f -a "$commands"
complete -c escapade -l go -x -a '1.19 1.22 1.23 1.24 1.26 1.27 all' -d 'whose rules apply'
complete -c escapade -l goroot -r -d 'where the standard library is'
complete -c escapade -s o -l output -r -d 'where a picture goes'
complete -c escapade -l func -x -d 'only this function'
complete -c escapade -l line -x -d 'only this line'
complete -c escapade -l only -x -a 'heap stack params' -d 'only what lives there'
complete -c escapade -l kind -x -a 'flow points-to memory why' -d 'which picture'
complete -c escapade -l format -x -a 'dot svg pdf png html json text' -d 'of the picture'
complete -c escapade -l theme -r -F -a 'light dark print projector' -d 'colours of pictures, or a file'
complete -c escapade -l link-template -x -d 'URL of a place: {file} {line} {column}'
complete -c escapade -l focus -x -d 'the name in the middle'
complete -c escapade -l hide -x -d 'names to leave out'
complete -c escapade -l depth -x -d 'steps around the focus'
complete -c escapade -l legend -d 'a legend in the picture'
complete -c escapade -l locale -x -a 'en zh_CN' -d 'language'
complete -c escapade -n "__fish_seen_subcommand_from learn" -k -a '(__escapade_lessons)'
complete -c escapade -n "__fish_seen_subcommand_from learn" -l check -d 'prove the claims of a lesson'
complete -c escapade -n "__fish_seen_subcommand_from learn" -l new -d 'a template of a lesson'
complete -c escapade -l color -x -a 'auto always never' -d 'colours'
complete -c escapade -l width -x -d 'columns'
complete -c escapade -l short -d 'one line for each verdict'
complete -c escapade -l json -d 'machine output'
complete -c escapade -l ascii -d 'no line drawing'
complete -c escapade -l strict -d 'a script stops at the first error'
complete -c escapade -s m -d 'print verdicts'
complete -c escapade -s l -d 'inlining off'
complete -c escapade -s h -l help -d 'help'
complete -c escapade -l version -d 'the version'
