# What a task writes, in the order in which it writes it: every stream's handler puts the record into one bounded queue, on the
# pipeline's own thread. A full queue makes the pipeline wait: a flooding task is slowed, not buffered.

$QueueCapacity = 64
# Set where the session plays a rehearsal.
$RehearsalDirectory = ''
# Bytes under way that the runner has not yet acknowledged.
$SendWindow = 1048576

function New-RecordHandler {
    <#
    .SYNOPSIS
    A handler for DataAdded of every stream but output: queue.Add(new object[] { stream }); signal.Set().
    .DESCRIPTION
    A compiled expression, not a script block: that would have to run in the runspace that is busy with the task. For each such entry
    the control loop takes one record from that stream, so that the order among the streams is kept.
    #>
    param($Queue, $Signal)
    $expression = [Linq.Expressions.Expression]
    $sender = $expression::Parameter([object], 'sender')
    $added = $expression::Parameter([Management.Automation.DataAddedEventArgs], 'added')
    $entry = $expression::NewArrayInit([object], [Linq.Expressions.Expression[]]@(, $sender))
    New-EventHandler @($sender, $added) (New-Enqueue $Queue $Signal $entry)
}

function New-OutputHandler {
    <#
    .SYNOPSIS
    The handler for output: a string goes into the queue as it is; anything else is serialized at once, on the pipeline's thread.
    .DESCRIPTION
    So the object is sent as it was when it was written, and its script properties run in the task's runspace. One level more than asked for is
    serialized: the runner cuts there and so knows what was cut, which CLIXML does not say.
    #>
    param($Queue, $Signal, $ObjectDepth, $LiveDepth)
    $expression = [Linq.Expressions.Expression]
    $streamType = [Management.Automation.PSDataCollection[psobject]]
    $collectionType = [Collections.ObjectModel.Collection[psobject]]
    $sender = $expression::Parameter([object], 'sender')
    $added = $expression::Parameter([Management.Automation.DataAddedEventArgs], 'added')
    $items = $expression::Variable($collectionType, 'items')
    $base = $expression::Variable([object], 'base')
    $zero = $expression::Constant(0)
    $first = $expression::Property($items, 'Item', [Linq.Expressions.Expression[]]@($zero))
    $single = $expression::Equal($expression::Property($items, 'Count'), $expression::Constant(1))
    $baseOf = $expression::Condition($expression::AndAlso($single, $expression::NotEqual($first, $expression::Constant($null, [psobject]))),
        $expression::Property($first, 'BaseObject'), $expression::Constant($null, [object]))
    $custom = $expression::OrElse($expression::TypeIs($base, [Management.Automation.PSCustomObject]), $expression::TypeIs($base, [Collections.IDictionary]))
    $kind = $expression::Condition($single, $expression::Condition($custom, $expression::Constant('w'), $expression::Constant('v')), $expression::Constant('V'))
    $depth = $expression::Condition($custom,
        $expression::Field($expression::Constant($ObjectDepth), 'Value'), $expression::Field($expression::Constant($LiveDepth), 'Value'))
    $source = $expression::Convert($expression::Condition($single, $expression::Convert($first, [object]), $expression::Convert($items, [object])), [object])
    $serialize = [Management.Automation.PSSerializer].GetMethod('Serialize', [Type[]]@([object], [int]))
    $document = $expression::NewArrayInit([object], [Linq.Expressions.Expression[]]@(
            $expression::Convert($expression::Call($serialize, $source, $depth), [object]), $kind))
    $entry = $expression::Condition($expression::TypeIs($base, [string]), $base, $expression::Convert($document, [object]))
    $body = $expression::Block([Linq.Expressions.ParameterExpression[]]@($items, $base), [Linq.Expressions.Expression[]]@(
            $expression::Assign($items, $expression::Call($expression::Convert($sender, $streamType), $streamType.GetMethod('ReadAll', [Type]::EmptyTypes)))
            $expression::IfThen($expression::GreaterThan($expression::Property($items, 'Count'), $zero),
                $expression::Block([Linq.Expressions.Expression[]]@(
                        $expression::Assign($base, $baseOf)
                        New-Enqueue $Queue $Signal $entry)))))
    New-EventHandler @($sender, $added) $body
}

function Test-CustomValue {
    <#
    .SYNOPSIS
    Whether a value was made by a script, and so may be serialized deeply; an object of .NET can be as deep as the machine.
    #>
    param($Value)
    if ($Value -is [Collections.IDictionary]) { return $true }
    $Value -is [psobject] -and $Value.PSObject.BaseObject -is [Management.Automation.PSCustomObject]
}

function New-Enqueue {
    param($Queue, $Signal, $Entry)
    $expression = [Linq.Expressions.Expression]
    $add = $Queue.GetType().GetMethod('Add', [Type[]]@([object]))
    $set = [Threading.EventWaitHandle].GetMethod('Set', [Type]::EmptyTypes)
    $expression::Block([Linq.Expressions.Expression[]]@(
            $expression::Call($expression::Constant($Queue), $add, $expression::Convert($Entry, [object]))
            $expression::Call($expression::Constant($Signal), $set)
            $expression::Empty()))
}

function New-EventHandler {
    param([Linq.Expressions.ParameterExpression[]] $Parameters, $Body)
    [Linq.Expressions.Expression]::Lambda([EventHandler[Management.Automation.DataAddedEventArgs]], $Body, $Parameters).Compile()
}

function New-Completion {
    <#
    .SYNOPSIS
    The callback of BeginInvoke and BeginStop: it wakes the control loop.
    #>
    param($Signal)
    $expression = [Linq.Expressions.Expression]
    $set = [Threading.EventWaitHandle].GetMethod('Set', [Type]::EmptyTypes)
    $body = $expression::Block([Linq.Expressions.Expression[]]@(
            $expression::Call($expression::Constant($Signal), $set)
            $expression::Empty()))
    $result = $expression::Parameter([IAsyncResult], 'result')
    $expression::Lambda([AsyncCallback], $body, [Linq.Expressions.ParameterExpression[]]@($result)).Compile()
}

function Send-Record {
    <#
    .SYNOPSIS
    Sends what stands in a runspace's queue, in order, as far as the runner has room for it; true when the queue is empty.
    #>
    param([hashtable] $Runspace)
    $queue = $Runspace.Queue
    $item = $null
    $texts = $Runspace.Texts
    $records = $Runspace.Records
    while ($Runspace.Unacknowledged -lt $SendWindow) {
        if (-not $queue.TryTake([ref]$item)) {
            Send-Batch $Runspace
            return $true
        }
        if ($item -is [string]) {
            if ($records.Count) { Send-Batch $Runspace }
            $texts.Add($item)
            $Runspace.Size += $item.Length
            if ($Runspace.Size -gt 65536) { Send-Batch $Runspace }
        }
        elseif ($item.Length -eq 2 -and $item -isnot [string[]]) {
            Send-Batch $Runspace
            $Runspace.Unacknowledged += Write-Frame $Runspace.Channel $item[1] $Runspace.Call.Id $item[0]
        }
        else {
            if ($texts.Count) { Send-Batch $Runspace }
            if ($item -is [string[]]) { $records.Add([string[]]@('host', $item[0], $item[1])) }
            else {
                $stream = $item[0]
                $record = $stream[0]
                $stream.RemoveAt(0)
                Add-Record $records $record
            }
            if ($records.Count -gt 100) { Send-Batch $Runspace }
        }
    }
    Send-Batch $Runspace
    $queue.Count -eq 0
}

function Send-Batch {
    <#
    .SYNOPSIS
    Sends the texts or the records that have come together.
    #>
    param([hashtable] $Runspace)
    if ($Runspace.Texts.Count) {
        $texts = $Runspace.Texts.ToArray()
        $Runspace.Texts.Clear()
        $Runspace.Size = 0
        try {
            $kind = 'S'
            $message = [Management.Automation.PSSerializer]::Serialize($texts, 2)
        }
        catch {
            # PowerShell's serializer cannot write the non-characters U+FFFE and U+FFFF.
            $kind = 'U'
            $message = [string]::Join(' ', [string[]]@(foreach ($text in $texts) { ConvertTo-CodeUnit $text }))
        }
        $Runspace.Unacknowledged += Write-Frame $Runspace.Channel $kind $Runspace.Call.Id $message
    }
    elseif ($Runspace.Records.Count) {
        $clixml = ConvertTo-Clixml $Runspace.Records.ToArray()
        $Runspace.Records.Clear()
        $Runspace.Unacknowledged += Write-Frame $Runspace.Channel 'r' $Runspace.Call.Id $clixml
    }
}

function ConvertTo-CodeUnit {
    <#
    .SYNOPSIS
    A text as base64 of its UTF-16 code units, whatever they are; a sign before it, so that the empty one is seen.
    #>
    param([string] $Text)
    $bytes = [byte[]][Array]::CreateInstance([byte], 2 * $Text.Length)
    [Buffer]::BlockCopy($Text.ToCharArray(), 0, $bytes, 0, $bytes.Length)
    '-' + [Convert]::ToBase64String($bytes)
}

function ConvertTo-Clixml {
    <#
    .SYNOPSIS
    A list of texts, or of lists of texts, as CLIXML. What CLIXML cannot say in them is replaced.
    #>
    param([object[]] $List)
    try { return [Management.Automation.PSSerializer]::Serialize($List, 4) } catch { $null = $_ }
    $clean = foreach ($item in $List) {
        if ($item -is [string[]]) { , [string[]]@(foreach ($text in $item) { $text -creplace '[\uFFFE\uFFFF]', [string][char]0xFFFD }) }
        elseif ($item -is [string]) { $item -creplace '[\uFFFE\uFFFF]', [string][char]0xFFFD }
        else { $item }
    }
    [Management.Automation.PSSerializer]::Serialize([object[]]@($clean), 4)
}

function Add-Record {
    <#
    .SYNOPSIS
    Adds a record as an array of texts, its stream's name first.
    #>
    param($Records, $Record)
    if ($Record -is [Management.Automation.ErrorRecord]) {
        # A native program's stderr is no error: its exit code says whether it failed.
        if ($Record.FullyQualifiedErrorId -clike 'NativeCommandError*') { $Records.Add([string[]]@('stderr', "$Record`n")) }
        else { $Records.Add((ConvertTo-ErrorText $Record $false)) }
    }
    elseif ($Record -is [Management.Automation.WarningRecord]) { $Records.Add([string[]]@('warning', $Record.Message)) }
    elseif ($Record -is [Management.Automation.VerboseRecord]) { $Records.Add([string[]]@('verbose', $Record.Message)) }
    elseif ($Record -is [Management.Automation.DebugRecord]) { $Records.Add([string[]]@('debug', $Record.Message)) }
    elseif ($Record -is [Management.Automation.ProgressRecord]) {
        $completed = "$($Record.RecordType -eq [Management.Automation.ProgressRecordType]::Completed)"
        $Records.Add([string[]]@('progress', $Record.Activity, $Record.StatusDescription, $Record.PercentComplete,
                $Record.SecondsRemaining, $Record.ActivityId, $completed))
    }
    else {
        # Write-Host: it has come through the host, with its line ends.
        if ($Record.Tags -contains 'PSHOST') { return }
        $Records.Add([string[]](@('information', "$($Record.MessageData)") + @($Record.Tags)))
    }
}

function ConvertTo-ErrorText {
    param([Management.Automation.ErrorRecord] $Record, [bool] $Terminating)
    $position = ''
    $stack = ''
    $target = ''
    $category = ''
    try { if ($Record.InvocationInfo) { $position = $Record.InvocationInfo.PositionMessage } } catch { $position = '' }
    try { $stack = $Record.ScriptStackTrace } catch { $stack = '' }
    try { $category = "$($Record.CategoryInfo.Category)" } catch { $category = '' }
    $hasTarget = $null -ne $Record.TargetObject
    if ($hasTarget) { try { $target = [string]$Record.TargetObject } catch { $target = $Record.TargetObject.GetType().FullName } }
    $message = "$Record"
    if (-not $message -and $Record.Exception) { $message = $Record.Exception.Message }
    if ($RehearsalDirectory -and $Record.FullyQualifiedErrorId -ceq 'CommandNotFoundException') {
        $message = Get-MissingCommandText $target
    }
    , [string[]]@('error', $message, $Record.FullyQualifiedErrorId, $category, $Record.Exception.GetType().FullName,
        "$hasTarget", $target, $position, $stack, "$Terminating")
}
