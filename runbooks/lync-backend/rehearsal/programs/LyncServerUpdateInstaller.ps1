<#
.SYNOPSIS
Stand-in for LyncServerUpdateInstaller.exe.

.DESCRIPTION
Microsoft documents neither its switches nor its exit codes. Here: 0 done, 3010 installed but a restart is required (a service
was running), 1603 failed (a management shell was open). A scenario's fault can give any exit_code; 0 and 3010 mean that the
update was installed.
#>
Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'
Import-Module $env:RUNBOOK_REHEARSAL_MODULE
. ([System.IO.Path]::Combine($PSScriptRoot, '..', 'machine.ps1'))

Write-RehearsalCall -Command 'LyncServerUpdateInstaller' -Arguments $args
$null = Get-Machine
if ($args -notcontains '/silentmode') {
    # Without it the real program shows a window and waits for a click.
    [System.Console]::Out.WriteLine('Lync Server 2013 Cumulative Update Installer: waiting for "Install Updates".')
    Wait-RehearsalForever
}
[System.Console]::Out.WriteLine('Lync Server 2013 Cumulative Update Installer: installing silently.')
$shells = @(Get-OpenShell)
if ($shells.Count) {
    Add-RehearsalTime -Seconds 30
    [System.Console]::Error.WriteLine("Files are in use: Lync Server Management Shell is open (powershell.exe, process $($shells -join ', ')).")
    [System.Console]::Error.WriteLine('The installation failed. Error 1603.')
    Exit-RehearsalProgram 1603
}
$fault = Invoke-RehearsalFault 'LyncServerUpdateInstaller'
$machine = Get-Machine
$code = 0
if (@($machine.services.Keys | Where-Object { $machine.services[$_].status -ne 'Stopped' }).Count) { $code = 3010 }
if ($fault -and $fault['exit_code']) { $code = [int] $fault['exit_code'] }

Add-RehearsalTime -Seconds 420
if ($code -notin 0, 3010) {
    [System.Console]::Error.WriteLine("The installation failed. Error $code.")
    Exit-RehearsalProgram $code
}
foreach ($part in 'Core Components', 'Core Management Server', 'Administrative Tools', 'Web Components Server', 'Standard or Enterprise Edition Server') {
    [System.Console]::Out.WriteLine("Updated: Microsoft Lync Server 2013, $part")
}
Set-RehearsalState -Change {
    param($State)
    # Started before the new assemblies were in the Global Assembly Cache: this is what step 9 of the topic is for.
    foreach ($name in 'REPLICA', 'RTCCLSAGT') { Set-MachineService -Machine $State -Name $name -Status 'Running' }
    $State.update = 'installed'
    $State.restart_pending = $code -eq 3010
}
if ($code -eq 3010) { [System.Console]::Out.WriteLine('A restart is required to complete the installation.') }
Exit-RehearsalProgram $code
