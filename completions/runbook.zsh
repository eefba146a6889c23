#compdef runbook
# zsh completion for runbook: eval "$(runbook completion zsh)" behind compinit, or this file as _runbook in a folder of $fpath
#
# (Q) takes quotes away and evaluates nothing; compadd quotes what it puts into the line.

_runbook() {
  local -a before values shown
  local line end='' value
  before=("${(@Q)words[2,CURRENT-1]}")
  (( CURRENT > 2 )) || before=()
  while IFS= read -r line; do
    if [[ $line == :* ]]; then
      end=$line
      continue
    fi
    value=${line%%$'\t'*}
    values+=("$value")
    line=${line#*$'\t'}
    shown+=("$value${line:+  -- $line}")
  done < <(command runbook __complete zsh "${before[@]}" "${(Q)PREFIX}" 2>/dev/null)
  if (( $#values == 0 )); then
    [[ $end == *files* ]] && _files
    return
  fi
  local -a how
  [[ $end == *goes-on* ]] && how=(-S '')
  compadd -l -d shown "${how[@]}" -a values
}

if [[ ${funcstack[1]-} == _runbook ]]; then
  _runbook "$@"
else
  compdef _runbook runbook
fi
