# One command or script in a task runspace: started here, drained by the control loop, ended here.

function Start-Invocation([hashtable] $Session, [hashtable] $Task, [hashtable] $Request) {
    $shell = [powershell]::Create()
    $shell.Runspace = $Task.Runspace
    $invocation = @{
        Id          = $Request.id
        Shell       = $shell
        Output      = [Activator]::CreateInstance([System.Management.Automation.PSDataCollection[psobject]])
        Depth       = [int] $Request.depth
        Handle      = $null
        ExitCode    = $null
        Errors      = [System.Collections.ArrayList] @()
        Collections = [System.Collections.Generic.Dictionary[object, string]]
        Environment = @{}
        IsScript    = $Request.kind -eq 'script'
        Check       = 'run'
        CommandName = $null
        Stopping    = $false
    }
    $Task.Current = $invocation
    Set-CallPreferences $Task $Request
    if ($invocation.IsScript) { Add-ScriptCall $Task $shell $Request }
    else { Add-CmdletCall $Task $invocation $Request }
    if ($invocation.Check -eq 'not_run') { return $invocation }

    Set-CallEnvironment $invocation $Request.environment
    Connect-Streams $Task $invocation
    $noInput = [Activator]::CreateInstance([System.Management.Automation.PSDataCollection[psobject]])
    $noInput.Complete()
    $invocation.Handle = $shell.BeginInvoke($noInput, $invocation.Output)
    $invocation
}

# Set anew for each call, since a script can change them for the whole runspace.
function Set-CallPreferences([hashtable] $Task, [hashtable] $Request) {
    $proxy = $Task.Runspace.SessionStateProxy
    $proxy.SetVariable('ErrorActionPreference', [System.Management.Automation.ActionPreference] $Request.errorAction)
    $continue = [System.Management.Automation.ActionPreference]::Continue
    $silent = [System.Management.Automation.ActionPreference]::SilentlyContinue
    $proxy.SetVariable('VerbosePreference', $(if ($Request.verbose) { $continue } else { $silent }))
    $proxy.SetVariable('DebugPreference', $(if ($Request.debug) { $continue } else { $silent }))
    $proxy.SetVariable('WhatIfPreference', [bool] ($Request.checkMode -and $Request.kind -eq 'script'))
    $proxy.SetVariable('LASTEXITCODE', $null)
}

function Set-CallEnvironment([hashtable] $Invocation, $Variables) {
    foreach ($name in @($Variables.Keys)) {
        $Invocation.Environment[$name] = [System.Environment]::GetEnvironmentVariable($name)
        [System.Environment]::SetEnvironmentVariable($name, $Variables[$name])
    }
}

function Connect-Streams([hashtable] $Task, [hashtable] $Invocation) {
    $streams = $Invocation.Shell.Streams
    $kinds = [Activator]::CreateInstance([System.Collections.Generic.Dictionary[object, string]])
    $kinds.Add($Invocation.Output, 'output')
    $kinds.Add($streams.Error, 'error')
    $kinds.Add($streams.Warning, 'warning')
    $kinds.Add($streams.Verbose, 'verbose')
    $kinds.Add($streams.Debug, 'debug')
    $kinds.Add($streams.Progress, 'progress')
    # From 5.0 on.
    if ($streams.PSObject.Properties['Information']) { $kinds.Add($streams.Information, 'information') }
    foreach ($collection in @($kinds.Keys)) { $collection.add_DataAdded($Task.OnData) }
    $Invocation.Collections = $kinds
}

function Add-ScriptCall([hashtable] $Task, $Shell, [hashtable] $Request) {
    $runbook = [pscustomobject] @{ Changed = $null; Failed = $null; Result = $null; CheckMode = [bool] $Request.checkMode }
    $Task.Runspace.SessionStateProxy.SetVariable('Runbook', $runbook)
    $null = $Shell.AddScript($Request.text, $true)
    $types = $null
    foreach ($name in @($Request.parameters.Keys)) {
        $value = $Request.parameters[$name]
        # Only these have to know what the parameter wants; parsing takes longer than most calls.
        if ((Test-Secret $value) -or $value -is [System.Collections.IDictionary]) {
            if ($null -eq $types) { $types = Get-ScriptParameterType $Request.text }
            $null = $Shell.AddParameter($name, (ConvertTo-ParameterValue $value $types[$name]))
        }
        else { $null = $Shell.AddParameter($name, (ConvertTo-NativeValue $value)) }
    }
}

function Get-ScriptParameterType([string] $Text) {
    $tokens = $null
    $mistakes = $null
    $types = @{}
    $ast = [System.Management.Automation.Language.Parser]::ParseInput($Text, [ref] $tokens, [ref] $mistakes)
    if ($ast.ParamBlock) {
        foreach ($parameter in $ast.ParamBlock.Parameters) {
            $types[$parameter.Name.VariablePath.UserPath] = $parameter.StaticType
        }
    }
    $types
}

function Add-CmdletCall([hashtable] $Task, [hashtable] $Invocation, [hashtable] $Request) {
    $name = if ($Request.module) { $Request.module + '\' + $Request.name } else { $Request.name }
    $shell = $Invocation.Shell
    $null = $shell.AddCommand($name)
    $Invocation.CommandName = $Request.name
    $special = $Request.checkMode
    foreach ($value in $Request.parameters.Values) {
        if ((Test-Secret $value) -or $value -is [System.Collections.IDictionary]) { $special = $true }
    }
    $metadata = if ($special) { Get-CommandMetadata $Task $name } else { $null }
    foreach ($parameter in @($Request.parameters.Keys)) {
        $value = $Request.parameters[$parameter]
        $type = if ($metadata) { Resolve-ParameterType $metadata $parameter } else { $null }
        $null = $shell.AddParameter($parameter, (ConvertTo-ParameterValue $value $type))
    }
    if (-not $Request.checkMode -or -not $metadata) { return }
    $Invocation.CommandName = $metadata.Name
    if ($metadata.Parameters.ContainsKey('WhatIf')) {
        $null = $shell.AddParameter('WhatIf', $true)
        $Invocation.Check = 'what_if'
    }
    elseif ($Request.readOnlyVerbs -notcontains ($metadata.Name -split '-')[0]) { $Invocation.Check = 'not_run' }
}

# Name, and parameters with their types; nothing where there is no such command, which the call itself then says.
function Get-CommandMetadata([hashtable] $Task, [string] $Name) {
    $script = 'param($Name) $c = Get-Command -Name $Name -ErrorAction SilentlyContinue
        while ($c -and $c.CommandType -eq "Alias") { $c = $c.ResolvedCommand }; $c'
    $found = @(Invoke-InRunspace $Task $script @{ Name = $Name })
    if ($found.Count -eq 0 -or $null -eq $found[0]) { return }
    $command = $found[0].PSObject.BaseObject
    if ($null -eq $command.Parameters) { return }
    @{ Name = $command.Name; Parameters = $command.Parameters }
}

function Resolve-ParameterType([hashtable] $Metadata, [string] $Name) {
    foreach ($parameter in $Metadata.Parameters.Values) {
        if ($parameter.Name -eq $Name -or $parameter.Aliases -contains $Name) { return $parameter.ParameterType }
    }
}

# Ends the call and sends its result.
function Complete-Invocation([hashtable] $Session, [hashtable] $Task) {
    $invocation = $Task.Current
    $state = 'completed'
    if ($invocation.Handle) {
        try { $null = $invocation.Shell.EndInvoke($invocation.Handle) }
        catch {
            $state = 'failed'
            Add-TerminatingError $invocation $_
        }
        if ($invocation.Shell.InvocationStateInfo.State -eq 'Stopped') { $state = 'stopped' }
        elseif ($null -ne $invocation.ExitCode) { $state = 'completed' }
    }
    foreach ($name in $invocation.Environment.Keys) {
        [System.Environment]::SetEnvironmentVariable($name, $invocation.Environment[$name])
    }
    $values = [System.Collections.ArrayList] @()
    $envelope = @{
        type         = 'result'
        id           = $invocation.Id
        state        = $state
        errors       = @($invocation.Errors | Where-Object { $_.terminating })
        exitCode     = $invocation.ExitCode
        lastExitCode = Get-LastExitCode $Task
        check        = $invocation.Check
        commandName  = $invocation.CommandName
    }
    if ($invocation.IsScript) { Add-RunbookResult $Task $envelope $values $invocation.Depth }
    $invocation.Shell.Dispose()
    $Task.Current = $null
    Write-EndOfOutput $Session $invocation.Id
    Send-Message $Session.Wire $envelope $values.ToArray()
}

function Get-LastExitCode([hashtable] $Task) {
    $code = $Task.Runspace.SessionStateProxy.GetVariable('LASTEXITCODE')
    if ($code -is [int]) { $code } else { $null }
}

function Add-RunbookResult([hashtable] $Task, [hashtable] $Envelope, $Values, [int] $Depth) {
    $runbook = $Task.Runspace.SessionStateProxy.GetVariable('Runbook')
    if ($null -eq $runbook) { return }
    foreach ($name in 'Changed', 'Failed') {
        $property = $runbook.PSObject.Properties[$name]
        if ($property -and $null -ne $property.Value) { $Envelope[$name.ToLowerInvariant()] = [bool] $property.Value }
    }
    $result = $runbook.PSObject.Properties['Result']
    if ($result -and $null -ne $result.Value) {
        $parts = ConvertTo-Parts $result.Value $Depth
        $Values.AddRange($parts)
        $Envelope.result = $parts.Length
    }
}

function Add-TerminatingError([hashtable] $Invocation, $Caught) {
    # EndInvoke wraps what ended the pipeline once or twice.
    $exception = $Caught.Exception
    while ($exception -is [System.Management.Automation.MethodInvocationException] -and $exception.InnerException) {
        $exception = $exception.InnerException
    }
    if ($exception -is [System.Management.Automation.PipelineStoppedException]) { return }
    $record = $Caught
    if ($exception.PSObject.Properties['ErrorRecord'] -and $exception.ErrorRecord) { $record = $exception.ErrorRecord }
    $null = $Invocation.Errors.Add((ConvertFrom-ErrorRecord $record $exception $true))
}

function ConvertFrom-ErrorRecord($Record, $Exception, [bool] $Terminating) {
    $position = ''
    $info = $Record.InvocationInfo
    if ($info -and $info.PositionMessage) { $position = $info.PositionMessage }
    $stack = if ($Record.PSObject.Properties['ScriptStackTrace'] -and $Record.ScriptStackTrace) { $Record.ScriptStackTrace } else { '' }
    $target = $null
    if ($null -ne $Record.TargetObject) {
        try { $target = $Record.TargetObject.ToString() } catch { $target = $Record.TargetObject.GetType().FullName }
    }
    @{
        message     = $(if ($Record.ErrorDetails -and $Record.ErrorDetails.Message) { $Record.ErrorDetails.Message } else { $Exception.Message })
        id          = [string] $Record.FullyQualifiedErrorId
        category    = $Record.CategoryInfo.Category.ToString()
        exception   = $Exception.GetType().FullName
        target      = $target
        position    = $position
        scriptStack = $stack
        terminating = $Terminating
    }
}
