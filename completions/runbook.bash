# bash completion for runbook, for bash 3.2 and later: eval "$(runbook completion bash)"
#
# The program itself splits the line and quotes what is put into it. Nothing of a runbook is evaluated here.

_runbook_completion() {
  COMPREPLY=()
  local line end=''
  while IFS= read -r line; do
    case $line in
      :*) end=$line ;;
      *) COMPREPLY+=("$line") ;;
    esac
  done < <(command runbook __complete bash "${COMP_LINE:0:COMP_POINT}" "$COMP_WORDBREAKS" 2>/dev/null)
  if [[ $end == *goes-on* ]] && type compopt >/dev/null 2>&1; then compopt -o nospace; fi
}

# Where there is nothing to choose from, a path is completed.
complete -o bashdefault -o default -F _runbook_completion runbook
