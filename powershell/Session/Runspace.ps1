# Runspaces: one for each host that the session drives. Tasks run in them, on a thread of their own, while the control loop
# stays free.

$ImportScript = @'
param([object[]] $Modules)
foreach ($module in $Modules) {
    try { $null = Import-Module -Name $module -Global -ErrorAction Stop -WarningAction SilentlyContinue -Verbose:$false }
    catch { , @($module, "$_", $_.FullyQualifiedErrorId) }
}
'@

function New-TaskRunspace {
    <#
    .SYNOPSIS
    Opens a runspace with its queue, its handlers and its host.
    #>
    param([hashtable] $Session)
    $queue = [Collections.Concurrent.BlockingCollection[object]][Activator]::CreateInstance(
        [Collections.Concurrent.BlockingCollection[object]], [object[]]@($QueueCapacity))
    $objectDepth = [Activator]::CreateInstance([Runtime.CompilerServices.StrongBox[int]])
    $liveDepth = [Activator]::CreateInstance([Runtime.CompilerServices.StrongBox[int]])
    $sessionHost = New-SessionHost $Session.HostFactory $queue $Session.Signal
    # Not CreateDefault: what is beyond the engine's own commands comes from modules, when it is asked for.
    $initial = [Management.Automation.Runspaces.InitialSessionState]::CreateDefault2()
    $runspace = [Management.Automation.Runspaces.RunspaceFactory]::CreateRunspace($sessionHost, $initial)
    $runspace.ThreadOptions = [Management.Automation.Runspaces.PSThreadOptions]::ReuseThread
    # As powershell.exe has it; elsewhere there are no apartments.
    if ([Environment]::OSVersion.Platform -eq [PlatformID]::Win32NT) {
        $runspace.ApartmentState = [Threading.ApartmentState]::STA
    }
    # On another thread, while the handlers are compiled on this one.
    $runspace.OpenAsync()
    $prepared = @{
        Id = 0
        Runspace = $runspace
        Host = $sessionHost
        ExitCode = $Session.HostFactory.Host.GetField('ExitCode')
        Channel = $Session.Channel
        Session = $Session
        Queue = $queue
        Texts = [Activator]::CreateInstance([Collections.Generic.List[string]])
        Records = [Activator]::CreateInstance([Collections.Generic.List[object]])
        Size = 0
        ObjectDepth = $objectDepth
        LiveDepth = $liveDepth
        Handlers = @{
            Output = New-OutputHandler $queue $Session.Signal $objectDepth $liveDepth
            Record = New-RecordHandler $queue $Session.Signal
        }
        Commands = @{}
        ReadingVerbs = @()
        Call = $null
        Unacknowledged = 0
    }
    while ([string]$runspace.RunspaceStateInfo.State -ceq 'Opening') { [Threading.Thread]::Sleep(1) }
    if ($runspace.RunspaceStateInfo.Reason) { throw $runspace.RunspaceStateInfo.Reason }
    $prepared
}

function Open-Runspace {
    <#
    .SYNOPSIS
    Opens a runspace and starts to import its modules; the answer is sent when that is done.
    #>
    param([hashtable] $Session, [int] $Id, $Request)
    $runspace = $Session.Prepared
    if (-not $runspace) { $runspace = New-TaskRunspace $Session }
    $Session.Prepared = $null
    $runspace.Id = $Id
    $Session.Runspaces[$Id] = $runspace
    $modules = ConvertFrom-Wire $Request[0]
    Set-Preference $runspace 'Stop' $false $false $false
    $runspace.ReadingVerbs = ConvertFrom-Wire $Request[1]
    if ($Request[2]) {
        Start-Rehearsal $runspace $modules ([string]$Request[2]) ([string]$Request[3])
        return
    }
    if ($modules.Length -eq 0) {
        $null = Write-Frame $Session.Channel 'o' $Id (ConvertTo-Clixml @())
        return
    }
    $shell = [Management.Automation.PowerShell]::Create()
    $null = $shell.AddScript($ImportScript, $false).AddParameter('Modules', $modules)
    $runspace.Call = New-Call $Id $null
    $runspace.Call.Phase = 'Open'
    Start-Pipeline $runspace $shell $false
}

function Complete-Open {
    <#
    .SYNOPSIS
    Answers that a runspace is open, or which modules it could not import.
    #>
    param([hashtable] $Runspace)
    $call = $Runspace.Call
    $failures = @(foreach ($failure in $call.Output) { , [string[]]@($failure) })
    $reason = $call.Shell.InvocationStateInfo.Reason
    if ($reason) { $failures += , [string[]]@('', $reason.Message, $reason.GetType().FullName) }
    $call.Shell.Dispose()
    $Runspace.Call = $null
    $null = Write-Frame $Runspace.Channel 'o' $Runspace.Id (ConvertTo-Clixml $failures)
}

function Close-Runspace {
    param([hashtable] $Session, [int] $Id)
    $runspace = $Session.Runspaces[$Id]
    $Session.Runspaces.Remove($Id)
    $runspace.Runspace.Close()
    $runspace.Runspace.Dispose()
    $null = Write-Frame $Session.Channel 'x' $Id ''
}
