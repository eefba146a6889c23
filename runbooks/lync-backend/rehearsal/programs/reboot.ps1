<#
.SYNOPSIS
Stand-in for the restart of the Lync server: the services start with Windows, from the files that are installed then, and no shell is open.
#>
Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'
Import-Module $env:RUNBOOK_REHEARSAL_MODULE
. ([System.IO.Path]::Combine($PSScriptRoot, '..', 'machine.ps1'))

$machine = Get-Machine
if ($args -contains 'pending') {
    if ($machine.restart_pending) { [System.Console]::Out.WriteLine('2 files have to be renamed or removed') }
    Exit-RehearsalProgram 0
}
Write-RehearsalCall -Command 'reboot' -Arguments @()
$null = Invoke-RehearsalFault 'reboot'
Add-RehearsalTime -Seconds 240
Set-RehearsalState -Change {
    param($State)
    foreach ($name in @($State.services.Keys)) {
        Set-MachineService -Machine $State -Name $name -Status 'Stopped'
        Set-MachineService -Machine $State -Name $name -Status 'Running'
    }
    $State.restart_pending = $false
    $State.other_shells = @()
    $State.management_shells = @()
}
Exit-RehearsalProgram 0
