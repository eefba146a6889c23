<#
.SYNOPSIS
Stand-in for whoami.exe: without arguments the account, with `/groups /fo csv /nh` the groups of its token.
#>
Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'
Import-Module $env:RUNBOOK_REHEARSAL_MODULE
. ([System.IO.Path]::Combine($PSScriptRoot, '..', 'machine.ps1'))

Write-RehearsalCall -Command 'whoami' -Arguments $args
$null = Invoke-RehearsalFault 'whoami'
$machine = Get-Machine
if ($args.Count -eq 0) {
    [System.Console]::Out.WriteLine($machine.account.ToLowerInvariant())
    Exit-RehearsalProgram 0
}
if ($args -join ' ' -ne '/groups /fo csv /nh') {
    [System.Console]::Error.WriteLine("ERROR: Invalid argument/option - '$($args -join ' ')'.")
    Exit-RehearsalProgram 1
}
$member = 'Mandatory group, Enabled by default, Enabled group'
[System.Console]::Out.WriteLine("`"Everyone`",`"Well-known group`",`"S-1-1-0`",`"$member`"")
$administrators = if ($machine.elevated) { $member + ', Group owner' } else { 'Group used for deny only' }
[System.Console]::Out.WriteLine("`"BUILTIN\Administrators`",`"Alias`",`"S-1-5-32-544`",`"$administrators`"")
if ($machine.elevated) { [System.Console]::Out.WriteLine('"Mandatory Label\High Mandatory Level","Label","S-1-16-12288",""') }
else { [System.Console]::Out.WriteLine('"Mandatory Label\Medium Mandatory Level","Label","S-1-16-8192",""') }
Exit-RehearsalProgram 0
