# One call: a command or a script with its parameters, from its request to its result.

function New-Call {
    param([int] $Id, $Request)
    @{
        Id = $Id; Request = $Request; Phase = 'Start'; Shell = $null; Async = $null; Output = $null; Stopping = $false
        Check = 'run'; CommandName = $null; Runbook = $null; Environment = $null; Failure = $null
    }
}

function Start-Call {
    <#
    .SYNOPSIS
    Begins a runspace's call. The request is a list: kind, name or text, parameters (name, value, ...), error action, verbose, debug,
    environment (name, value, ...), check mode, depth of custom objects, depth of live objects, runspace.
    #>
    param([hashtable] $Runspace)
    $request = $Runspace.Call.Request
    $Runspace.Unacknowledged = 0
    $Runspace.ObjectDepth.Value = $request[8]
    $Runspace.LiveDepth.Value = $request[9]
    if ($request[6].Count) { $Runspace.Call.Environment = Set-Environment $request[6] }
    if ([string]$request[0] -ceq 'script') {
        Start-Script $Runspace
        return
    }
    $known = $Runspace.Commands[[string]$request[1]]
    if ($known) { Start-Command $Runspace $known } else { Start-Resolve $Runspace }
}

function Start-Resolve {
    param([hashtable] $Runspace)
    $Runspace.Call.Phase = 'Resolve'
    $name = [string]$Runspace.Call.Request[1]
    Set-Preference $Runspace 'Continue' $false $false $false
    $shell = [Management.Automation.PowerShell]::Create()
    $null = $shell.AddScript($ResolveScript, $true).AddParameter('Name', $name)
    Start-Pipeline $Runspace $shell $false
}

function Complete-Resolve {
    param([hashtable] $Runspace)
    $call = $Runspace.Call
    $known = $null
    foreach ($found in $call.Output) { $known = [hashtable]$found }
    $reason = $call.Shell.InvocationStateInfo.Reason
    $call.Shell.Dispose()
    $call.Shell = $null
    $name = [string]$call.Request[1]
    if ($call.Stopping) { Complete-Call $Runspace 'stopped' $null }
    elseif ($reason) { Complete-Call $Runspace 'failed' (ConvertTo-ReasonText $reason) }
    elseif (-not $known) {
        $text = Get-MissingCommandText $name
        Complete-Call $Runspace 'failed' (New-ErrorText $text 'CommandNotFoundException' 'ObjectNotFound' $name)
    }
    else {
        $Runspace.Commands[$name] = $known
        Start-Command $Runspace $known
    }
}

function Start-Command {
    param([hashtable] $Runspace, [hashtable] $Known)
    $call = $Runspace.Call
    $request = $call.Request
    $call.CommandName = $Known.Name
    if ([bool]$request[7]) {
        # Whether it has -WhatIf is too important to be believed twice: a function may have become another one.
        if (-not $Known.Lasting) { $Runspace.Commands.Remove([string]$request[1]) }
        if ($Known.WhatIf) { $call.Check = 'what_if' }
        elseif (-not (Test-ReadingCommand $Runspace $Known.Name)) {
            $call.Check = 'not_run'
            Complete-Call $Runspace 'completed' $null
            return
        }
    }
    $shell = [Management.Automation.PowerShell]::Create()
    $command = $Known.Command
    $unknown = Find-UnknownParameter $command $request[2]
    if ($unknown) {
        Complete-Call $Runspace 'failed' $unknown
        return
    }
    # After a module or an alias has come or gone, a name may mean something else.
    if ($Known.Name -cmatch '-(Module|Alias)$') { $Runspace.Commands.Clear() }
    # Given as an object, a function of a module would run outside of its module: without the module's own functions and variables.
    if ($command -is [Management.Automation.FunctionInfo]) { $null = $shell.AddCommand([string]$request[1]) }
    else { $null = $shell.AddCommand($command) }
    $names = Add-Parameter $Runspace $shell { param($Name) Find-ParameterType $command $Name }
    if (-not $names) { return }
    $whatIf = $call.Check -ceq 'what_if'
    if ($whatIf -and -not $names['WhatIf']) { $null = $shell.AddParameter('WhatIf', $true) }
    if ($Known.ErrorAction -and -not $names['ErrorAction']) { $null = $shell.AddParameter('ErrorAction', $request[3]) }
    Set-Preference $Runspace $request[3] $request[4] $request[5] $whatIf
    $call.Phase = 'Run'
    Start-Pipeline $Runspace $shell $true
}

function Start-Script {
    param([hashtable] $Runspace)
    $call = $Runspace.Call
    $request = $call.Request
    $text = [string]$request[1]
    $checking = [bool]$request[7]
    $call.Runbook = @{ Changed = $null; Failed = $null; Result = $null; CheckMode = $checking }
    # A script may define functions, import modules, set aliases: what a name means has to be asked for again.
    $Runspace.Commands.Clear()
    if ($request[2].Count -or $text -match '#requires') {
        $head = Get-ScriptHead $text
        $mistake = Find-ScriptMistake $head $request[2]
        if ($mistake) {
            Complete-Call $Runspace 'failed' $mistake
            return
        }
    }
    $shell = [Management.Automation.PowerShell]::Create()
    $null = $shell.AddScript($text, $true)
    if (-not (Add-Parameter $Runspace $shell { param($Name) Find-ScriptParameterType $head $Name })) { return }
    Set-Preference $Runspace $request[3] $request[4] $request[5] $checking
    $Runspace.Runspace.SessionStateProxy.SetVariable('Runbook', $call.Runbook)
    $call.Phase = 'Run'
    Start-Pipeline $Runspace $shell $true
}

function Add-Parameter {
    <#
    .SYNOPSIS
    Adds the request's parameters; returns their names. Where a value cannot be made, ends the call and returns nothing.
    #>
    param([hashtable] $Runspace, $Shell, [scriptblock] $FindType)
    $given = $Runspace.Call.Request[2]
    $names = @{}
    try {
        for ($index = 0; $index -lt $given.Count; $index += 2) {
            $name = [string]$given[$index]
            $value = $given[$index + 1]
            if ($value -is [Collections.ArrayList]) {
                # Only secrets and credentials depend on what the parameter wants.
                $type = $null
                if ([string]$value[0] -cin 's', 'h', 'a') { $type = & $FindType $name }
                $value = ConvertFrom-Wire $value $type
            }
            $null = $Shell.AddParameter($name, $value)
            $names[$name] = $true
        }
        $names
    }
    catch {
        $Shell.Dispose()
        Complete-Call $Runspace 'failed' (ConvertTo-ReasonText $_.Exception)
    }
}

function Set-Preference {
    <#
    .SYNOPSIS
    Sets the preferences anew, globally, where modules see them too: what the call before changed is gone.
    #>
    param([hashtable] $Runspace, [string] $ErrorAction, [bool] $Verbose, [bool] $Debugging, [bool] $WhatIf)
    $state = $Runspace.Runspace.SessionStateProxy
    # As a preference, Ignore is not allowed everywhere; the parameter of a cmdlet has it.
    if ($ErrorAction -ceq 'Ignore') { $ErrorAction = 'SilentlyContinue' }
    $shown = [Management.Automation.ActionPreference]::Continue
    $hidden = [Management.Automation.ActionPreference]::SilentlyContinue
    $state.SetVariable('ErrorActionPreference', [Management.Automation.ActionPreference]$ErrorAction)
    $state.SetVariable('VerbosePreference', $(if ($Verbose) { $shown } else { $hidden }))
    $state.SetVariable('DebugPreference', $(if ($Debugging) { $shown } else { $hidden }))
    $state.SetVariable('WarningPreference', $shown)
    # Its records are sent all the same; shown, they would come a second time, as host output.
    $state.SetVariable('InformationPreference', $hidden)
    $state.SetVariable('ProgressPreference', $shown)
    $state.SetVariable('ConfirmPreference', [Management.Automation.ConfirmImpact]::None)
    $state.SetVariable('WhatIfPreference', $WhatIf)
    $state.SetVariable('PSNativeCommandUseErrorActionPreference', $false)
    $state.SetVariable('LASTEXITCODE', $null)
}

function Set-Environment {
    <#
    .SYNOPSIS
    Sets environment variables; returns what they were, in the same form.
    #>
    param($Pairs)
    $before = [Collections.ArrayList]@()
    for ($index = 0; $index -lt $Pairs.Count; $index += 2) {
        $name = [string]$Pairs[$index]
        $null = $before.Add($name)
        $null = $before.Add([Environment]::GetEnvironmentVariable($name))
        $value = $Pairs[$index + 1]
        if ($null -eq $value) { [Environment]::SetEnvironmentVariable($name, [NullString]::Value) }
        else { [Environment]::SetEnvironmentVariable($name, [string]$value) }
    }
    , $before
}

function Start-Pipeline {
    <#
    .SYNOPSIS
    Starts a pipeline; with its streams going to the runner, or its output kept for the control loop.
    #>
    param([hashtable] $Runspace, $Shell, [bool] $Streaming)
    $call = $Runspace.Call
    $Shell.Runspace = $Runspace.Runspace
    $output = [Activator]::CreateInstance([Management.Automation.PSDataCollection[psobject]])
    if ($Streaming) {
        $handlers = $Runspace.Handlers
        $streams = $Shell.Streams
        $output.add_DataAdded($handlers.Output)
        $streams.Error.add_DataAdded($handlers.Record)
        $streams.Warning.add_DataAdded($handlers.Record)
        $streams.Verbose.add_DataAdded($handlers.Record)
        $streams.Debug.add_DataAdded($handlers.Record)
        $streams.Progress.add_DataAdded($handlers.Record)
        # From PowerShell 5.0 on.
        if ($streams.PSObject.Properties['Information']) { $streams.Information.add_DataAdded($handlers.Record) }
        $Runspace.ExitCode.SetValue($Runspace.Host, $null)
    }
    $call.Shell = $Shell
    $call.Output = $output
    $call.Async = $Runspace.Session.Begin.Invoke($Shell, $output)
}

function Step-Call {
    <#
    .SYNOPSIS
    Takes a call as far as it goes now: sends records, and goes on with its next phase when its pipeline has ended.
    #>
    param([hashtable] $Runspace)
    $call = $Runspace.Call
    # Asked before the queue is emptied: what comes after that is not in it.
    $ended = $call.Async.IsCompleted
    $empty = Send-Record $Runspace
    if (-not $ended -or -not $empty) { return }
    if ($call.Phase -ceq 'Resolve') { Complete-Resolve $Runspace }
    elseif ($call.Phase -ceq 'Run') {
        $information = $call.Shell.InvocationStateInfo
        switch ([string]$information.State) {
            'Stopped' { Complete-Call $Runspace 'stopped' $null }
            'Failed' { Complete-Call $Runspace 'failed' (ConvertTo-ReasonText $information.Reason ([string]$call.Request[1])) }
            default { Complete-Call $Runspace 'completed' $null }
        }
    }
    else { Complete-Open $Runspace }
}

function Complete-Call {
    <#
    .SYNOPSIS
    Ends a call: restores the environment, marks the end of its output on stdout and stderr, and sends the result.
    #>
    param([hashtable] $Runspace, [string] $State, $Failure)
    $call = $Runspace.Call
    if ($call.Failure) {
        $State = 'failed'
        $Failure = $call.Failure
    }
    if ($call.Environment) { $null = Set-Environment $call.Environment }
    $exitCode = $null
    $lastExitCode = $null
    if ($call.Shell) {
        $exitCode = $Runspace.ExitCode.GetValue($Runspace.Host)
        $lastExitCode = $Runspace.Runspace.SessionStateProxy.GetVariable('LASTEXITCODE')
        if ($lastExitCode -isnot [int]) { $lastExitCode = $null }
        $call.Shell.Dispose()
    }
    $Runspace.Call = $null
    $changed = $null
    $failed = $null
    if ($call.Runbook) {
        if ($null -ne $call.Runbook['Changed']) { $changed = [bool]$call.Runbook['Changed'] }
        if ($null -ne $call.Runbook['Failed']) { $failed = [bool]$call.Runbook['Failed'] }
        if ($null -ne $call.Runbook['Result']) { Send-RunbookResult $Runspace $call.Id $call.Runbook['Result'] }
    }
    $marked = Write-EndMark $Runspace.Session $call.Id
    $answer = [object[]]@(
        $State, $exitCode, $lastExitCode, $changed, $failed, $call.Check, $call.CommandName, $Failure, $marked)
    $null = Write-Frame $Runspace.Channel 'D' $call.Id (ConvertTo-Clixml $answer)
}

function Send-RunbookResult {
    param([hashtable] $Runspace, [int] $Id, $Result)
    if (Test-CustomValue $Result) {
        $document = [Management.Automation.PSSerializer]::Serialize($Result, $Runspace.ObjectDepth.Value)
        $null = Write-Frame $Runspace.Channel 'Q' $Id $document
    }
    else {
        $document = [Management.Automation.PSSerializer]::Serialize($Result, $Runspace.LiveDepth.Value)
        $null = Write-Frame $Runspace.Channel 'R' $Id $document
    }
}

function Get-MissingCommandText {
    param([string] $Name)
    $plain = $Name.Split('\')[-1]
    if ($RehearsalDirectory) {
        return "The rehearsal has no stand-in for the command '$plain'. Add a function with this name to a module in " +
        $RehearsalDirectory
    }
    "The command '$plain' was not found. Look for a typing mistake, or name the module that has it under 'modules' of the session."
}

function ConvertTo-ReasonText {
    <#
    .SYNOPSIS
    The texts of the error that ended a pipeline.
    #>
    param([Exception] $Reason, [string] $Script)
    $record = $null
    if ($Reason -is [Management.Automation.IContainsErrorRecord]) { $record = $Reason.ErrorRecord }
    if ($record) {
        $texts = ConvertTo-ErrorText $record $true
        if ($record.Exception -is [Management.Automation.ParentContainsErrorRecordException]) {
            $inner = $Reason
            if ($inner.InnerException) { $inner = $inner.InnerException }
            $texts[4] = $inner.GetType().FullName
        }
        if ($Reason -is [Management.Automation.ParseException] -and -not $texts[7]) { $texts[7] = Get-ParsePosition $Script }
        return , $texts
    }
    , (New-ErrorText $Reason.Message $Reason.GetType().Name 'NotSpecified' $null $Reason.GetType().FullName)
}

function Get-ParsePosition {
    <#
    .SYNOPSIS
    Where the first mistake of a script's text is, in the form of a position message; the exception does not always say.
    #>
    param([string] $Text)
    $tokens = $null
    $mistakes = $null
    $null = [Management.Automation.Language.Parser]::ParseInput($Text, [ref]$tokens, [ref]$mistakes)
    foreach ($mistake in $mistakes) {
        $place = $mistake.Extent
        return "At line:$($place.StartLineNumber) char:$($place.StartColumnNumber)`n+ $($place.StartScriptPosition.Line)"
    }
}

function New-ErrorText {
    param(
        [string] $Message, [string] $Id, [string] $Category, $Target,
        [string] $Exception = 'System.Management.Automation.RuntimeException')
    , [string[]]@('error', $Message, $Id, $Category, $Exception, "$($null -ne $Target)", "$Target", '', '', 'True')
}
