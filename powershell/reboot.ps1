<#
.SYNOPSIS
Stand-in for the restart of the simulated machine, where a rehearsal has none of its own (programs/reboot.ps1).

.DESCRIPTION
Called as `reboot pending` it writes what waits for a restart, a reason a line. Called as `reboot` it restarts the machine: simulated time passes, and nothing waits for a restart any more.
It ends with 0 when the machine is back, with 1 where it does not go down, with 2 where it does not come back, and with anything else where it refuses.

A scenario's `state` can say of the machine
    reboot: { pending: [Windows Update has installed updates], takes: 240 }    # seconds; default 90
and its faults
    reboot: { takes: 900 }            # it comes back so many seconds later
    reboot: hang                      # it does not come back
    reboot: { stays_up: true }        # it does not go down
    reboot: { denied: true }          # it refuses
#>
Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'
Import-Module $env:RUNBOOK_REHEARSAL_MODULE

$state = Get-RehearsalState
$machine = if ($state['reboot'] -is [System.Collections.IDictionary]) { $state.reboot } else { @{} }
if ($args -contains 'pending') {
    foreach ($reason in @($machine['pending'])) { if ($reason) { [System.Console]::Out.WriteLine($reason) } }
    Exit-RehearsalProgram 0
}
Write-RehearsalCall -Command reboot -Arguments @()
$fault = Invoke-RehearsalFault reboot
if ($fault -and $fault['denied']) {
    [System.Console]::Error.WriteLine('Access is denied.')
    Exit-RehearsalProgram 5
}
if ($fault -and $fault['stays_up']) { Exit-RehearsalProgram 1 }
Add-RehearsalTime -Seconds $(if ($machine['takes']) { $machine['takes'] } else { 90 })
if ($machine['pending']) { Set-RehearsalState -Change { param($State) $State.reboot['pending'] = @() } }
Exit-RehearsalProgram 0
