# Completions of servemap for fish. The program itself says what fits: nothing here lags behind it.
complete --keep-order --no-files --command servemap --arguments \
    "(SERVEMAP_COMPLETE=1 servemap -- (commandline --current-process --tokenize --cut-at-cursor) (commandline --current-token))"
