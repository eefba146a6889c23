<#
.SYNOPSIS
The simulated Lync server that the stand-ins share. Lync.psm1, Windows.psm1 and the programs dot-source this file.

.DESCRIPTION
A scenario's `state` replaces what it names of this; the rest stays as it is here.

How an update and the Global Assembly Cache behave here:
- Importing the Lync module makes the process a management shell: it holds the Lync assemblies until it ends.
- The installer fails with 1603 while a management shell is open, and asks for a restart (3010) while a service runs.
- The installer starts two services on its way. They run with the old assemblies until they are stopped again (step 9).
- Install-CsDatabase leaves the old version in the databases, without an error, while a service, or the shell that it runs
  in, holds old assemblies. The versions that Test-CsDatabase shows tell the difference.
#>
Set-StrictMode -Version Latest

function Get-DefaultMachine {
    @{
        edition            = 'enterprise'        # or standard
        collocated         = $false              # Archiving and Monitoring databases on the same SQL Server instance
        computer           = 'lyncbe01.contoso.com'
        pool               = 'pool01.contoso.com'
        sql_server         = 'sql01.contoso.com'
        sql_reachable      = $true
        mirror             = 'none'              # none, mirrored, or error: the state cannot be read
        blank_versions     = @()                 # databases whose InstalledVersion comes back blank
        account            = 'CONTOSO\lync.admin'
        roles              = @('CsAdministrator')
        elevated           = $true
        update             = 'none'              # none or installed
        restart_pending    = $false
        databases_updated  = $false
        stop_takes_w3svc   = $false              # Stop-CsWindowsService stops the World Wide Web service too
        stuck_services     = @()                 # services that stay in StopPending when they are told to stop
        failing_services   = @()                 # services that stay in StartPending when they are told to start
        files              = @('D:\Lync2013Update\LyncServerUpdateInstaller.exe')
        drives             = @{ 'C:' = 3; 'D:' = 3; 'Z:' = 4 }    # DriveType: 3 is a local disk, 4 a network drive
        other_shells       = @()                 # process ids of management shells that other people have open
        management_shells  = @()                 # those of this rehearsal, noted by Lync.psm1
        services           = @{
            W3SVC         = @{ status = 'Running'; assemblies = 'old'; display = 'World Wide Web Publishing Service'; role = '' }
            REPLICA       = @{ status = 'Running'; assemblies = 'old'; display = 'Lync Server Replica Replicator Agent'; role = 'Replica' }
            RTCCLSAGT     = @{ status = 'Running'; assemblies = 'old'; display = 'Lync Server Centralized Logging Service Agent'; role = 'ClsAgent' }
            RTCSRV        = @{ status = 'Running'; assemblies = 'old'; display = 'Lync Server Front-End'; role = 'Registrar' }
            RTCMEETINGMCU = @{ status = 'Running'; assemblies = 'old'; display = 'Lync Server Web Conferencing'; role = 'ConferencingServer' }
        }
    }
}

# Returns the machine; writes what the scenario left open on the first call.
function Get-Machine {
    $machine = Get-RehearsalState
    if ($machine.ContainsKey('machine_complete')) { return $machine }
    Set-RehearsalState -Change {
        param($State)
        # A session and a program can start at the same time: the first completes the state.
        if ($State.ContainsKey('machine_complete')) { return }
        $default = Get-DefaultMachine
        foreach ($key in @($State.Keys)) {
            if ($key -eq 'faults') { continue }
            if (-not $default.ContainsKey($key)) {
                throw "The scenario's state has '$key', which the simulated machine does not know. It knows: $(@($default.Keys | Sort-Object) -join ', ')."
            }
        }
        foreach ($key in @($default.Keys)) {
            if (-not $State.ContainsKey($key)) { $State[$key] = $default[$key]; continue }
            if ($key -ne 'services') { continue }
            foreach ($name in @($default.services.Keys)) {
                $service = $default.services[$name]
                if ($State.services.ContainsKey($name)) {
                    foreach ($fact in @($State.services[$name].Keys)) { $service[$fact] = $State.services[$name][$fact] }
                }
                $State.services[$name] = $service
            }
        }
        $State['machine_complete'] = $true
    }
    Get-RehearsalState
}

# Process ids of the management shells that are open now: other people's, and those of this rehearsal that still live.
function Get-OpenShell {
    $machine = Get-Machine
    foreach ($id in @($machine.other_shells)) { [int] $id }
    foreach ($shell in @($machine.management_shells)) {
        $process = $null
        try { $process = [System.Diagnostics.Process]::GetProcessById([int] $shell.id) } catch [System.ArgumentException] { continue }
        try {
            # The system may have given the number to another process since.
            $sameStart = [System.Math]::Abs(($process.StartTime.ToUniversalTime() - $shell.started).TotalSeconds) -lt 2
            if ($sameStart -and -not $process.HasExited) { [int] $shell.id }
        }
        catch { $null = $_ }    # It ended, or it is somebody else's process: not one of ours.
        finally { $process.Dispose() }
    }
}

function Add-OpenShell {
    $null = Get-Machine
    $process = [System.Diagnostics.Process]::GetCurrentProcess()
    $shell = @{ id = $process.Id; started = $process.StartTime.ToUniversalTime() }
    Set-RehearsalState -Change {
        param($State)
        $State.management_shells = @($State.management_shells | Where-Object { $_.id -ne $shell.id }) + $shell
    }
}

# Sets a service's status, and with it which assemblies it holds: those that were installed when it started.
function Set-MachineService([hashtable] $Machine, [string] $Name, [string] $Status) {
    $service = $Machine.services[$Name]
    if ($Status -eq 'Running' -and $service.status -ne 'Running') {
        $service.assemblies = if ($Machine.update -eq 'installed') { 'new' } else { 'old' }
    }
    if ($Status -eq 'Stopped') { $service.assemblies = 'none' }
    $service.status = $Status
}
