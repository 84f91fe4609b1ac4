# bash completion for escapade
_escapade() {
    local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD - 1]}
    local commands="explain why gc memory graph frames step advise whatif timeline check verify learn example help version"
    local options="--go= --goroot= --output= --focus= --func= --hide= --kind= --format= --theme= --link-template= --locale= --line=
        --depth= --check --new --json --short --strict --legend --ascii --only= --color= --width= --help --version -m -m=2 -l -o"
    COMPREPLY=()
    if [[ $prev == = || $cur == = ]]; then
        local name=${COMP_WORDS[COMP_CWORD - 1]}
        [[ $name == = ]] && name=${COMP_WORDS[COMP_CWORD - 2]} || cur=
        case $name in
            --go) COMPREPLY=($(compgen -W "1.19 1.22 1.23 1.24 1.26 1.27 all" -- "$cur")) ;;
            --color) COMPREPLY=($(compgen -W "auto always never" -- "$cur")) ;;
            --locale) COMPREPLY=($(compgen -W "en zh_CN" -- "$cur")) ;;
            --only) COMPREPLY=($(compgen -W "heap stack params" -- "$cur")) ;;
            --theme) COMPREPLY=($(compgen -W "light dark print projector" -- "$cur") $(compgen -f -X "!*.theme" -- "$cur")) ;;
            --kind) COMPREPLY=($(compgen -W "flow points-to memory why" -- "$cur")) ;;
            --format) COMPREPLY=($(compgen -W "dot svg pdf png html json text" -- "$cur")) ;;
            --goroot | --output) COMPREPLY=($(compgen -f -- "$cur")) ;;
        esac
        return
    fi
    if [[ $cur == -* ]]; then
        COMPREPLY=($(compgen -W "$options" -- "$cur"))
        [[ ${COMPREPLY[0]-} == *= ]] && compopt -o nospace
        return
    fi
    case ${COMP_WORDS[1]-} in
        example) COMPREPLY=($(compgen -W "$(escapade example 2>/dev/null | awk '/^  [a-z]/ {print $1}')" -- "$cur")); return ;;
        learn) [[ $prev == learn ]] && COMPREPLY=($(compgen -W "list $(escapade learn list 2>/dev/null | awk '{print $1}')" -- "$cur")) ;;
        help) COMPREPLY=($(compgen -W "$commands" -- "$cur")); return ;;
    esac
    if ((COMP_CWORD == 1)); then
        COMPREPLY=($(compgen -W "$commands" -- "$cur"))
    fi
    local ending=go
    [[ ${COMP_WORDS[1]-} == learn ]] && ending=md
    COMPREPLY+=($(compgen -f -X "!*.$ending" -- "$cur") $(compgen -d -S / -- "$cur"))
    [[ ${COMPREPLY[0]-} == */ ]] && compopt -o nospace
}
complete -F _escapade escapade
