# The control loop: waits for whichever comes first (a message, room to write, records of a task, the end of a task) and never for
# anything else.

# Records in one message, at the most.
$batchLength = 128
# Messages that may wait to be written before tasks have to wait.
$pendingLimit = 4

function Start-ControlLoop([hashtable] $Wire) {
    $session = @{
        Wire      = $Wire
        Wake      = [Activator]::CreateInstance([System.Threading.AutoResetEvent], [object[]] @($false))
        HostTypes = Get-HostType
        Tasks     = @{}
        # Kept from the start: a task can redirect the console's own.
        Out       = [Console]::OpenStandardOutput()
        Error     = [Console]::OpenStandardError()
        Nonce     = ''
        Done      = $false
    }
    Send-Message $Wire (Get-Hello)
    while (-not $session.Done) {
        $handles = [System.Collections.ArrayList] @($Wire.Read.AsyncWaitHandle, $session.Wake)
        if ($Wire.Write) { $null = $handles.Add($Wire.Write.AsyncWaitHandle) }
        foreach ($task in $session.Tasks.Values) {
            if ($task.Current -and $task.Current.Handle -and -not $task.Current.Ended) { $null = $handles.Add($task.Current.Handle.AsyncWaitHandle) }
        }
        $null = [System.Threading.WaitHandle]::WaitAny([System.Threading.WaitHandle[]] $handles.ToArray())
        if ($Wire.Write -and $Wire.Write.IsCompleted) { Complete-Writing $Wire }
        if ($Wire.Read.IsCompleted) {
            $message = Receive-Bytes $Wire
            if ($null -ne $message) { Invoke-Request $session $message }
        }
        foreach ($task in @($session.Tasks.Values)) { if ($task.Current) { Step-Task $session $task } }
    }
    Clear-Wire $Wire
    $Wire.Stream.Dispose()
}

function Get-Hello {
    $edition = if ($PSVersionTable.ContainsKey('PSEdition')) { $PSVersionTable.PSEdition } else { 'Desktop' }
    $platform = if ($PSVersionTable.ContainsKey('Platform')) { $PSVersionTable.Platform } else { 'Win32NT' }
    $elevated = $null
    if ($platform -eq 'Win32NT') {
        $principal = [System.Security.Principal.WindowsPrincipal] [System.Security.Principal.WindowsIdentity]::GetCurrent()
        $elevated = $principal.IsInRole([System.Security.Principal.WindowsBuiltInRole]::Administrator)
    }
    @{
        type         = 'hello'
        version      = $PSVersionTable.PSVersion.ToString()
        edition      = $edition
        platform     = $platform
        hostName     = $Host.Name
        processId    = $PID
        languageMode = $ExecutionContext.SessionState.LanguageMode.ToString()
        elevated     = $elevated
    }
}

function Invoke-Request([hashtable] $Session, [string[]] $Message) {
    $request = ConvertTo-Request ([System.Management.Automation.PSSerializer]::Deserialize($Message[0]))
    switch ($request.type) {
        'open' { Open-Requested $Session $request }
        'invoke' { Invoke-Requested $Session $request }
        'stop' {
            foreach ($task in $Session.Tasks.Values) {
                if ($task.Current -and $task.Current.Id -eq $request.id -and -not $task.Current.Stopping) {
                    $task.Current.Stopping = $true
                    if ($task.Current.Handle) { $null = $task.Current.Shell.BeginStop($null, $null) }
                }
            }
        }
        'ping' { Send-Message $Session.Wire @{ type = 'pong'; id = $request.id } }
        'close' { $Session.Done = $true }
    }
}

# The envelope's own lists and mappings; values in it stay as they are, for whom it concerns.
function ConvertTo-Request($Deserialized) {
    $request = @{}
    foreach ($key in @($Deserialized.Keys)) { $request[$key] = $Deserialized[$key] }
    $request
}

# Opens a task runspace; the first call names what the session has to be.
function Open-Requested([hashtable] $Session, [hashtable] $Request) {
    try {
        $Session.Nonce = $Request.nonce
        $rehearsal = $null
        if ($Request.rehearsal) { $rehearsal = $Request.rehearsal }
        $modules = [string[]] @($Request.modules)
        $Session.Tasks[$Request.runspace] = Open-TaskRunspace $Session $Request.runspace $modules $rehearsal
        Send-Message $Session.Wire @{ type = 'opened'; id = $Request.id }
    }
    catch {
        $code, $message = $_.Exception.GetBaseException().Message -split '\|', 2
        if (-not $message) { $code, $message = 'start-failed', $code }
        Send-Message $Session.Wire @{ type = 'refused'; id = $Request.id; code = $code; message = $message }
    }
}

function Invoke-Requested([hashtable] $Session, [hashtable] $Request) {
    $task = $Session.Tasks[$Request.runspace]
    try { $invocation = Start-Invocation $Session $task $Request }
    catch {
        # What could not even be started, such as a value that no parameter takes.
        $invocation = $task.Current
        $invocation.Handle = $null
        $null = $invocation.Errors.Add((ConvertFrom-ErrorRecord $_ $_.Exception $true))
        $invocation.Failed = $true
    }
    if ($null -eq $invocation.Handle) { Complete-Invocation $Session $task }
}

# Sends what the task has said, and its end when it has ended and said everything.
function Step-Task([hashtable] $Session, [hashtable] $Task) {
    $invocation = $Task.Current
    if ($null -eq $invocation.Handle) { return }
    # Asked before the queue is looked at: what was said before the end is then in it.
    $ended = $invocation.Handle.IsCompleted
    $invocation.Ended = $ended
    $drained = $false
    while (-not $drained -and $Session.Wire.Pending.Count -lt $pendingLimit) {
        $drained = -not (Send-Records $Session $Task $invocation)
    }
    if ($ended -and $drained) { Complete-Invocation $Session $Task }
}

# One message of records. False where there was nothing to send.
function Send-Records([hashtable] $Session, [hashtable] $Task, [hashtable] $Invocation) {
    $items = [System.Collections.ArrayList] @()
    $values = [System.Collections.ArrayList] @()
    $item = $null
    $any = $false
    while ($items.Count -lt $batchLength -and $Task.Queue.TryTake([ref] $item)) {
        $any = $true
        if ($item -is [object[]]) { Add-HostItem $Invocation $items $item }
        else { Add-StreamItem $Invocation $items $values $item }
    }
    if ($items.Count -gt 0) {
        Send-Message $Session.Wire @{ type = 'records'; id = $Invocation.Id; items = $items.ToArray() } $values.ToArray()
    }
    $any
}

function Add-HostItem([hashtable] $Invocation, $Items, [object[]] $Item) {
    switch ($Item[0]) {
        'exit' { $Invocation.ExitCode = $Item[1] }
        'Write' { $null = $Items.Add(@('host', [string] $Item[1], $false)) }
        'WriteLine' { $null = $Items.Add(@('host', [string] $Item[1], $true)) }
        'WriteErrorLine' { $null = $Items.Add(@('stderr', [string] $Item[1] + "`n")) }
    }
}

function Add-StreamItem([hashtable] $Invocation, $Items, $Values, $Collection) {
    $kind = $Invocation.Collections[$Collection]
    $record = $Collection[0]
    $Collection.RemoveAt(0)
    switch ($kind) {
        'output' {
            if (Test-Plain $record.PSObject.BaseObject) { $null = $Items.Add(@('plain', $record.PSObject.BaseObject)) }
            else {
                $parts = ConvertTo-Parts $record $Invocation.Depth
                $Values.AddRange($parts)
                $null = $Items.Add(@('output', $parts.Length))
            }
        }
        'error' { Add-ErrorItem $Invocation $Items $record }
        'information' {
            # What Write-Host says comes by the host.
            if ($record.Tags -notcontains 'PSHOST') {
                $null = $Items.Add(@('information', [string] $record.MessageData, [string[]] @($record.Tags)))
            }
        }
        'progress' {
            $null = $Items.Add(@('progress', $record.Activity, $record.StatusDescription, $record.PercentComplete,
                    $record.SecondsRemaining, $record.ActivityId, ($record.RecordType -eq 'Completed')))
        }
        default { $null = $Items.Add(@($kind, $record.Message)) }
    }
}

function Add-ErrorItem([hashtable] $Invocation, $Items, $Record) {
    # What a native program wrote to stderr is text, no error.
    if ($Record.FullyQualifiedErrorId -in 'NativeCommandError', 'NativeCommandErrorMessage') {
        $null = $Items.Add(@('stderr', $Record.Exception.Message + "`n"))
        return
    }
    $data = ConvertFrom-ErrorRecord $Record $Record.Exception $false
    $null = $Items.Add(@('error', $data))
}

# Tells the runner, on the streams themselves, that all of the task's output has been written.
function Write-EndOfOutput([hashtable] $Session, $Id) {
    [Console]::Out.Flush()
    [Console]::Error.Flush()
    $bytes = [System.Text.Encoding]::UTF8.GetBytes([char] 1 + $Session.Nonce + ':' + $Id + [char] 2)
    foreach ($stream in $Session.Out, $Session.Error) {
        # A task may have closed them.
        try { $stream.Write($bytes, 0, $bytes.Length); $stream.Flush() } catch [System.Exception] { continue }
    }
}
