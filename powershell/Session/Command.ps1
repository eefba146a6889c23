# Which command a name means, and what its parameters want. Asked for inside the task's runspace, because that may load a
# module; kept for cmdlets, whose meaning does not change, and for functions until a script has run.

$ResolveScript = @'
param([string] $Name)
$command = $ExecutionContext.InvokeCommand.GetCommand($Name, 'Alias, Function, Filter, Cmdlet')
while ($command -is [Management.Automation.AliasInfo]) { $command = $command.ResolvedCommand }
# Private in a rehearsal: what has no stand-in.
if ($command -and "$($command.Visibility)" -eq 'Public') {
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

function Test-ReadingCommand {
    <#
    .SYNOPSIS
    Whether a command's verb is one of those that only read; the runner says which these are.
    #>
    param([hashtable] $Runspace, [string] $Name)
    $Runspace.ReadingVerbs -contains $Name.Split('-')[0]
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
