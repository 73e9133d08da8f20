#compdef servemap
# Completions of servemap for zsh. The program itself says what fits: nothing here lags behind it.
_servemap() {
    local -a folders others
    local value words_about
    while IFS=$'\t' read -r value words_about; do
        if [[ $value == */ ]]; then
            folders+=("$value")
        else
            others+=("${value//:/\\:}${words_about:+:$words_about}")
        fi
    done < <(SERVEMAP_COMPLETE=1 servemap -- "${(@)words[1,CURRENT]}" 2>/dev/null)
    (($#others)) && _describe -V 'servemap' others
    (($#folders)) && compadd -S '' -f -- $folders
    (($#others || $#folders))
}

# As a file of the fpath it is called at once; sourced, it is made known.
if [[ $funcstack[1] == _servemap ]]; then
    _servemap "$@"
else
    compdef _servemap servemap
fi
