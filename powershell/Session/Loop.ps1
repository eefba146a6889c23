# The control loop. It waits for three things at once and for nothing else: what the runner sends, what tasks write, and the
# ends of pipelines. It never waits for a task.

function New-Begin {
    <#
    .SYNOPSIS
    (shell, output) => shell.BeginInvoke<PSObject, PSObject>(null, output, null, callback, null).
    .DESCRIPTION
    With any input, an empty one too, a cmdlet that wants its mandatory parameter from the pipeline would run and do nothing.
    #>
    param($Callback)
    $expression = [Linq.Expressions.Expression]
    $method = foreach ($candidate in [Management.Automation.PowerShell].GetMethods()) {
        if ($candidate.Name -ceq 'BeginInvoke' -and $candidate.IsGenericMethod -and $candidate.GetParameters().Length -eq 5) {
            $candidate.MakeGenericMethod([psobject], [psobject])
        }
    }
    $collection = [Management.Automation.PSDataCollection[psobject]]
    $shell = $expression::Parameter([Management.Automation.PowerShell], 'shell')
    $output = $expression::Parameter($collection, 'output')
    $body = $expression::Call($shell, $method, [Linq.Expressions.Expression[]]@(
            $expression::Constant($null, $collection)
            $output
            $expression::Constant($null, [Management.Automation.PSInvocationSettings])
            $expression::Constant($Callback)
            $expression::Constant($null, [object])))
    $type = [Func[Management.Automation.PowerShell, Management.Automation.PSDataCollection[psobject], IAsyncResult]]
    $expression::Lambda($type, $body, [Linq.Expressions.ParameterExpression[]]@($shell, $output)).Compile()
}

function New-Session {
    param([string] $PipeName, [string] $Mark)
    $pipe = [IO.Pipes.NamedPipeClientStream][Activator]::CreateInstance([IO.Pipes.NamedPipeClientStream], [object[]]@(
            '.', $PipeName.Replace('\\.\pipe\', ''), [IO.Pipes.PipeDirection]::InOut, [IO.Pipes.PipeOptions]::Asynchronous))
    $pipe.Connect(10000)
    $signal = [Threading.AutoResetEvent][Activator]::CreateInstance([Threading.AutoResetEvent], [object[]]@($false))
    $callback = New-Completion $signal
    @{
        Channel = New-Channel $pipe
        Signal = $signal
        Callback = $callback
        Begin = New-Begin $callback
        HostFactory = New-HostFactory
        Runspaces = @{}
        Prepared = $null
        Standard = @([Console]::OpenStandardOutput(), [Console]::OpenStandardError())
        Mark = $Mark
        Open = $true
    }
}

function Write-EndMark {
    <#
    .SYNOPSIS
    Marks on the process's stdout and stderr where a call's output ends; says whether that worked.
    #>
    param([hashtable] $Session, [int] $Id)
    try {
        $mark = [Text.Encoding]::ASCII.GetBytes("$([char]1)$($Session.Mark):$Id$([char]2)")
        foreach ($stream in $Session.Standard) { $stream.Write($mark, 0, $mark.Length) }
        $true
    }
    catch { $false }
}

function Send-Hello {
    param([hashtable] $Session)
    $hello = [string[]]@("$($PSVersionTable['PSVersion'])", (Get-Edition), $Host.Name, [Environment]::OSVersion.VersionString,
        "$($ExecutionContext.SessionState.LanguageMode)", (Get-Elevation))
    $null = Write-Frame $Session.Channel 'H' 0 ([Management.Automation.PSSerializer]::Serialize($hello, 2))
}

function Start-Loop {
    <#
    .SYNOPSIS
    Connects, and serves until the runner closes the session or goes away.
    #>
    param([string] $PipeName, [string] $Token, [string] $Mark)
    # What [Console]::WriteLine writes is UTF-8 everywhere; the console's own code page stays what native programs expect.
    $plain = [Text.UTF8Encoding][Activator]::CreateInstance([Text.UTF8Encoding], [object[]]@($false))
    foreach ($name in 'Output', 'Error') {
        $writer = [IO.StreamWriter][Activator]::CreateInstance([IO.StreamWriter], [object[]]@([Console]::"OpenStandard$name"(), $plain))
        $writer.AutoFlush = $true
        if ($name -ceq 'Output') { [Console]::SetOut($writer) } else { [Console]::SetError($writer) }
    }
    $session = New-Session $PipeName $Mark
    $null = Write-Frame $session.Channel 'T' 0 $Token
    Send-Hello $session
    # Before it is asked for: the runner may still be reading the runbook.
    $session.Prepared = New-TaskRunspace $session
    Start-Read $session.Channel
    $reading = [Threading.WaitHandle[]]@($session.Channel.Reading.AsyncWaitHandle, $session.Signal)
    while ($session.Open) {
        $null = [Threading.WaitHandle]::WaitAny($reading)
        if ($session.Channel.Reading.IsCompleted) {
            $frames = Receive-Frame $session.Channel
            if ($null -eq $frames) { break }
            foreach ($frame in $frames) { Invoke-Frame $session $frame }
            Start-Read $session.Channel
            $reading[0] = $session.Channel.Reading.AsyncWaitHandle
        }
        foreach ($runspace in @($session.Runspaces.Values)) {
            if ($runspace.Call -and $runspace.Call.Async) {
                try { Step-Call $runspace } catch { Stop-Broken $runspace $_ }
            }
        }
    }
    Stop-Session $session
}

function Invoke-Frame {
    <#
    .SYNOPSIS
    Does what one message asks for.
    #>
    param([hashtable] $Session, [hashtable] $Frame)
    switch -CaseSensitive ($Frame.Kind) {
        'I' {
            $request = [Management.Automation.PSSerializer]::Deserialize($Frame.Text)
            $runspace = $Session.Runspaces[[int]$request[10]]
            if ($runspace.Call) { throw "Call $($Frame.Id) came while its runspace was busy." }
            $runspace.Call = New-Call $Frame.Id $request
            try { Start-Call $runspace } catch { Stop-Broken $runspace $_ }
        }
        'A' {
            foreach ($runspace in $Session.Runspaces.Values) {
                if ($runspace.Call -and $runspace.Call.Id -eq $Frame.Id) { $runspace.Unacknowledged -= [int]$Frame.Text }
            }
        }
        'P' { $null = Write-Frame $Session.Channel 'p' $Frame.Id '' }
        'S' {
            foreach ($runspace in $Session.Runspaces.Values) {
                if ($runspace.Call -and $runspace.Call.Id -eq $Frame.Id) { Stop-Call $Session $runspace.Call }
            }
        }
        'O' { Open-Runspace $Session $Frame.Id ([Management.Automation.PSSerializer]::Deserialize($Frame.Text)) }
        'X' { Close-Runspace $Session $Frame.Id }
        'C' { $Session.Open = $false }
        default { throw "The runner sent a message of the unknown kind '$($Frame.Kind)'." }
    }
}

function Stop-Broken {
    <#
    .SYNOPSIS
    Fails a call that the session itself cannot go on with, such as one whose output is too large for a message.
    #>
    param([hashtable] $Runspace, $Reason)
    $call = $Runspace.Call
    if (-not $call) { throw $Reason }
    $call.Failure = New-ErrorText "The session could not go on with this call: $Reason" 'SessionFailure' 'NotSpecified' $null
    $Runspace.Texts.Clear()
    $Runspace.Records.Clear()
    # Where the pipeline still runs, the call ends when that has stopped.
    if ($call.Async -and -not $call.Async.IsCompleted) { Stop-Call $Runspace.Session $call }
    else { Complete-Call $Runspace 'failed' $null }
}

function Stop-Call {
    param([hashtable] $Session, [hashtable] $Call)
    if ($Call.Stopping) { return }
    $Call.Stopping = $true
    # Asynchronous: a pipeline that waits for a native program obeys late, or never.
    if ($Call.Shell) { $null = $Call.Shell.BeginStop($Session.Callback, $null) }
}

function Stop-Session {
    <#
    .SYNOPSIS
    Ends what runs and closes the runspaces, each within a moment: the process ends in any case.
    #>
    param([hashtable] $Session)
    foreach ($runspace in $Session.Runspaces.Values) {
        # A pipeline that waits for room in the queue would never see that it has to stop.
        $runspace.Queue.CompleteAdding()
        if ($runspace.Call) { Stop-Call $Session $runspace.Call }
    }
    foreach ($runspace in $Session.Runspaces.Values) {
        $call = $runspace.Call
        if ($call -and $call.Async -and -not $call.Async.AsyncWaitHandle.WaitOne(2000)) { continue }
        $runspace.Runspace.CloseAsync()
    }
    foreach ($runspace in $Session.Runspaces.Values) {
        for ($wait = 0; $wait -lt 100 -and [string]$runspace.Runspace.RunspaceStateInfo.State -ceq 'Closing'; $wait++) {
            [Threading.Thread]::Sleep(10)
        }
    }
    $Session.Channel.Pipe.Dispose()
}
