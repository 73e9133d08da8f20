# Completions of servemap for bash. The program itself says what fits: nothing here lags behind it.
_servemap() {
    # bash parts words at '=' and ':'. What stands behind '--flag=' is a word of its own for the program, too.
    local words=() at word before='' value
    for ((at = 0; at <= COMP_CWORD; at++)); do
        word=${COMP_WORDS[at]}
        if [[ $word == '=' && $before == --* ]]; then
            ((at < COMP_CWORD)) || words+=('')
        elif [[ $word == [=:] || $before == *: ]] && ((${#words[@]} > 1)); then
            words[${#words[@]} - 1]+=$word
        else
            words+=("$word")
        fi
        before=$word
    done
    COMPREPLY=()
    while IFS=$'\t' read -r value _; do
        COMPREPLY+=("$value")
        # Names of files are quoted where they have to be.
        [[ -e $value ]] && compopt -o filenames 2>/dev/null
    done < <(SERVEMAP_COMPLETE=1 servemap -- "${words[@]}" 2>/dev/null)
    if [[ ${COMPREPLY-} == */ ]]; then
        compopt -o nospace 2>/dev/null
    fi
}
complete -F _servemap servemap
