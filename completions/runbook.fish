# fish completion for runbook: runbook completion fish > ~/.config/fish/completions/runbook.fish
#
# fish itself escapes what it puts into the line. Nothing of a runbook is evaluated here.

function __runbook_complete
    set -l before (commandline -opc)
    set -l lines (command runbook __complete fish $before[2..-1] (commandline -ct | string unescape) 2>/dev/null)
    set -l candidates $lines[1..-2]
    if test (count $lines) -lt 2
        string match -q '*files*' -- $lines[-1]; and __fish_complete_path (commandline -ct)
        return
    end
    printf '%s\n' $candidates
end

complete -c runbook -f -a '(__runbook_complete)'
