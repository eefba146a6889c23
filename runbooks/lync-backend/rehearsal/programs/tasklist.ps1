<#
.SYNOPSIS
Stand-in for tasklist.exe with `/fi "imagename eq powershell*" /fo csv /nh`: the management shells that are open.
#>
Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'
Import-Module $env:RUNBOOK_REHEARSAL_MODULE
. ([System.IO.Path]::Combine($PSScriptRoot, '..', 'machine.ps1'))

Write-RehearsalCall -Command 'tasklist' -Arguments $args
$fault = Invoke-RehearsalFault 'tasklist'
# Somebody opens a management shell.
if ($fault -and $fault['opened']) { Set-RehearsalState -Change { param($State) $State.other_shells = @($State.other_shells) + $fault['opened'] } }
if ($args -join ' ' -ne '/fi imagename eq powershell* /fo csv /nh') {
    [System.Console]::Error.WriteLine("ERROR: Invalid argument/option - '$($args -join ' ')'.")
    Exit-RehearsalProgram 1
}
$shells = @(Get-OpenShell)
foreach ($shell in $shells) { [System.Console]::Out.WriteLine("`"powershell.exe`",`"$shell`",`"Console`",`"1`",`"81,244 K`"") }
if (-not $shells.Count) { [System.Console]::Out.WriteLine('INFO: No tasks are running which match the specified criteria.') }
Exit-RehearsalProgram 0
