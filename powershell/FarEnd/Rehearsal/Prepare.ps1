# Makes the runspace of a rehearsal: a task in it sees the stand-ins' commands and the base commands that touch nothing outside of the
# session. All else is private: inside the stand-ins it works, to a task it is not there.
param([string] $Directory, [string] $Support, [string] $Commands, [object[]] $Modules, [object[]] $Allowed, [object] $TaskScripts)
$PSModuleAutoLoadingPreference = 'None'
$global:PSModuleAutoLoadingPreference = 'None'
foreach ($module in $Modules) {
    if (-not [IO.File]::Exists([IO.Path]::Combine($Directory, "$module.psm1"))) {
        , @($module, "The rehearsal has no stand-in for the module '$module': there is no $module.psm1 in $Directory", 'missing')
    }
}
# Where the base commands come from modules they have to be there before nothing is loaded by itself any more.
foreach ($module in 'Microsoft.PowerShell.Utility', 'Microsoft.PowerShell.Management', 'Microsoft.PowerShell.Security') {
    Import-Module -Name $module -Global -ErrorAction SilentlyContinue -Verbose:$false
}
$files = @($Support, $Commands) + @([IO.Directory]::GetFiles($Directory, '*.psm1'))
$visible = @{}
foreach ($name in $Allowed) { $visible[$name] = $true }
foreach ($file in $files) {
    try {
        $module = Import-Module -Name $file -Global -PassThru -ErrorAction Stop -DisableNameChecking -Verbose:$false
        if ($file -cne $Support -and $file -cne $Commands) { foreach ($name in $module.ExportedCommands.Keys) { $visible[$name] = $true } }
    }
    catch { , @($file, "The stand-ins in $file could not be imported: $_", 'failed') }
}
# These two have functions in their place, which lack what would reach past the session. So the cmdlets themselves are as private as any other.
$replaced = @{ 'ForEach-Object' = $true; 'Tee-Object' = $true }
$isVisible = {
    param($Command)
    $visible.ContainsKey($Command.Name) -and -not ($replaced.ContainsKey($Command.Name) -and $Command -is [Management.Automation.CmdletInfo])
}.GetNewClosure()
foreach ($command in $ExecutionContext.InvokeCommand.GetCommands('*', 'Alias, Function, Filter, Cmdlet', $true)) {
    if (-not (& $isVisible $command)) { $command.Visibility = 'Private' }
}
# A private command is hidden from the task's own statements, but not from its functions and script blocks: there the caller
# tells. Code of a stand-in, or of a module that it uses, is in a file; a task's script is not, or in one that is known as such.
$ExecutionContext.InvokeCommand.PostCommandLookupAction = {
    param($Name, $Lookup)
    $command = $Lookup.Command
    if (& $isVisible $command) { return }
    if ($command -is [Management.Automation.FunctionInfo] -and -not $command.Module -and 
        (-not $command.ScriptBlock.File -or $TaskScripts.Contains($command.ScriptBlock.File))) { return }
    # From PowerShell 5.0 on; before that, a script's own functions are not held back. The first frame is this action's own.
    $debugger = [Management.Automation.Runspaces.Runspace]::DefaultRunspace.Debugger
    if (-not $debugger.GetType().GetMethod('GetCallStack')) { return }
    $frames = @($debugger.GetCallStack())
    if ($frames.Length -lt 2 -or ($frames[1].ScriptName -and -not $TaskScripts.Contains($frames[1].ScriptName))) { return }
    $text = "The rehearsal has no stand-in for the command '$($command.Name)'. " +
        "Add a function with this name to a module in $Directory"
    $Lookup.CommandScriptBlock = { throw $text }.GetNewClosure()
}.GetNewClosure()
$ExecutionContext.SessionState.Applications.Clear()
$ExecutionContext.SessionState.Scripts.Clear()
