function Start-Rehearsal {
    param([hashtable] $Runspace, $Modules, [string] $Directory, [string] $Support)
    throw 'later'
}
