<#
.SYNOPSIS
Stand-in for net.exe: `net stop NAME` and `net start NAME`, with Windows' own messages and exit codes.
#>
Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'
Import-Module $env:RUNBOOK_REHEARSAL_MODULE
. ([System.IO.Path]::Combine($PSScriptRoot, '..', 'machine.ps1'))

function Stop-Program([int] $Code, [string[]] $Lines) {
    foreach ($line in $Lines) { [System.Console]::Error.WriteLine($line) }
    Exit-RehearsalProgram $Code
}

Write-RehearsalCall -Command 'net' -Arguments $args
if ($args.Count -ne 2 -or $args[0] -notin 'stop', 'start') {
    Stop-Program 1 'The syntax of this command is:', '', 'NET', '    [ START | STOP ] service'
}
$verb, $name = $args
$fault = Invoke-RehearsalFault "net $verb"
if ($fault -and $fault['denied']) { Stop-Program 2 'System error 5 has occurred.', '', 'Access is denied.', '' }
if ($fault -and $fault['exit_code']) { Stop-Program $fault['exit_code'] "System error $($fault['exit_code']) has occurred." }

$machine = Get-Machine
$key = @($machine.services.Keys | Where-Object { $_ -eq $name })
if (-not $key.Count) { Stop-Program 2 'The service name is invalid.', '', 'More help is available by typing NET HELPMSG 2185.', '' }
$service = $machine.services[$key[0]]
if ($verb -eq 'stop' -and $service.status -eq 'Stopped') {
    Stop-Program 2 "The $($service.display) service is not started.", '', 'More help is available by typing NET HELPMSG 3521.', ''
}
if ($verb -eq 'start' -and $service.status -eq 'Running') {
    Stop-Program 2 'The requested service has already been started.', '', 'More help is available by typing NET HELPMSG 2182.', ''
}
$status = if ($verb -eq 'stop') { 'Stopped' } else { 'Running' }
Add-RehearsalTime -Seconds 8
Set-RehearsalState -Change { param($State) Set-MachineService -Machine $State -Name $key[0] -Status $status }
if ($verb -eq 'stop') {
    [System.Console]::Out.WriteLine("The $($service.display) service is stopping.")
    [System.Console]::Out.WriteLine("The $($service.display) service was stopped successfully.")
}
else {
    [System.Console]::Out.WriteLine("The $($service.display) service is starting.")
    [System.Console]::Out.WriteLine("The $($service.display) service was started successfully.")
}
Exit-RehearsalProgram 0
