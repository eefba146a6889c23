# Which command a name means, and what its parameters want. Asked for inside the task's runspace, because that may load a
# module; kept for cmdlets, whose meaning does not change, and for functions until a script has run.

Set-Variable -Name ResolveScript -Option Constant -Scope Script -Value @'
param([string] $Name)
$command = $ExecutionContext.InvokeCommand.GetCommand($Name, 'Alias, Function, Filter, Cmdlet')
while ($command -is [Management.Automation.AliasInfo]) { $command = $command.ResolvedCommand }
if ($command) {
    $parameters = $command.Parameters
    @{
        Command = $command
        Name = $command.Name
        ErrorAction = $parameters.ContainsKey('ErrorAction')
        WhatIf = $parameters.ContainsKey('WhatIf')
        Lasting = $command -is [Management.Automation.CmdletInfo]
    }
}
'@

# Approved verbs whose commands only read, or only make a value of what they are given.
Set-Variable -Name ReadingVerbs -Option Constant -Scope Script -Value @{
    Get = 1; Test = 1; Find = 1; Measure = 1; Search = 1; Select = 1; Compare = 1; Resolve = 1; Show = 1; ConvertTo = 1
    ConvertFrom = 1; Convert = 1; Join = 1; Split = 1; Format = 1; Group = 1; Sort = 1; Where = 1; Trace = 1; Wait = 1; Watch = 1
}

function Test-ReadingCommand {
    param([string] $Name)
    $ReadingVerbs.ContainsKey($Name.Split('-')[0])
}

function Find-ParameterType {
    <#
    .SYNOPSIS
    The type that a command's parameter wants, by its name, an alias or an unambiguous beginning; $null where that is not known.
    #>
    param($Command, [string] $Name)
    try { $Command.ResolveParameter($Name).ParameterType } catch { $null }
}

function Find-ScriptParameterType {
    <#
    .SYNOPSIS
    The type that a script's param block gives to a parameter; $null where there is none.
    #>
    param([string] $Text, [string] $Name)
    $tokens = $null
    $mistakes = $null
    $block = [Management.Automation.Language.Parser]::ParseInput($Text, [ref]$tokens, [ref]$mistakes).ParamBlock
    if (-not $block) { return }
    $names = @{}
    foreach ($parameter in $block.Parameters) {
        $known = $parameter.Name.VariablePath.UserPath
        if ($known -eq $Name) { return $parameter.StaticType }
        if ($known.StartsWith($Name, [StringComparison]::OrdinalIgnoreCase)) { $names[$known] = $parameter.StaticType }
    }
    if ($names.Count -eq 1) { foreach ($type in $names.Values) { $type } }
}
