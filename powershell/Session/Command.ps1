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

function Find-UnknownParameter {
    <#
    .SYNOPSIS
    A parameter that a simple function does not have: PowerShell would put it into $args. All other commands refuse it themselves.
    #>
    param($Command, $Given)
    if ($Command -isnot [Management.Automation.FunctionInfo] -or $Command.CmdletBinding) { return }
    for ($index = 0; $index -lt $Given.Count; $index += 2) {
        $name = [string]$Given[$index]
        if (Find-ParameterType $Command $name) { continue }
        return New-ErrorText "The function $($Command.Name) has no parameter '$name'." 'NamedParameterNotFound' 'InvalidArgument' $name
    }
}

function Get-ScriptHead {
    <#
    .SYNOPSIS
    What a script's text says of itself: its parameters with their types, whether PowerShell refuses others, and what it requires.
    #>
    param([string] $Text)
    $tokens = $null
    $mistakes = $null
    $tree = [Management.Automation.Language.Parser]::ParseInput($Text, [ref]$tokens, [ref]$mistakes)
    $types = @{}
    # Where the text is wrong PowerShell says so.
    $strict = $mistakes.Length -gt 0 -or $null -ne $tree.DynamicParamBlock
    if ($tree.ParamBlock) {
        foreach ($attribute in $tree.ParamBlock.Attributes) {
            if ($attribute.TypeName.Name -match '(^|\.)CmdletBinding(Attribute)?$') { $strict = $true }
        }
        foreach ($parameter in $tree.ParamBlock.Parameters) {
            $types[$parameter.Name.VariablePath.UserPath] = $parameter.StaticType
            foreach ($attribute in $parameter.Attributes) {
                if ($attribute.TypeName.Name -match '(^|\.)Parameter(Attribute)?$') { $strict = $true }
                if ($attribute.TypeName.Name -notmatch '(^|\.)Alias(Attribute)?$') { continue }
                foreach ($alias in $attribute.PositionalArguments) {
                    if ($alias -is [Management.Automation.Language.StringConstantExpressionAst]) {
                        $types[$alias.Value] = $parameter.StaticType
                    }
                }
            }
        }
    }
    @{ Types = $types; Strict = $strict; Requirements = $tree.ScriptRequirements }
}

function Find-ScriptParameter {
    <#
    .SYNOPSIS
    The names of a script's parameters that a name can mean: itself, else those that it begins.
    #>
    param([hashtable] $Head, [string] $Name)
    if ($Head.Types.ContainsKey($Name)) { return $Name }
    # Not .Keys: a parameter may have that name.
    foreach ($known in $Head.Types.PSBase.Keys) {
        if ($known.StartsWith($Name, [StringComparison]::OrdinalIgnoreCase)) { $known }
    }
}

function Find-ScriptParameterType {
    <#
    .SYNOPSIS
    The type that a script's param block gives to a parameter; $null where there is none.
    #>
    param([hashtable] $Head, [string] $Name)
    $names = @(Find-ScriptParameter $Head $Name)
    if ($names.Length -eq 1) { $Head.Types[$names[0]] }
}

function Find-ScriptMistake {
    <#
    .SYNOPSIS
    What PowerShell would let pass: parameters that a script does not have, which would go to $args, and "#Requires", which counts in files only.
    #>
    param([hashtable] $Head, $Given)
    for ($index = 0; $index -lt $Given.Count -and -not $Head.Strict; $index += 2) {
        $name = [string]$Given[$index]
        if (@(Find-ScriptParameter $Head $name).Length) { continue }
        $known = "its param block has: $([string]::Join(', ', [string[]]@($Head.Types.PSBase.Keys)))"
        if (-not $Head.Types.PSBase.Count) { $known = 'it has no param block, or an empty one' }
        return New-ErrorText "The script has no parameter '$name'; $known." 'NamedParameterNotFound' 'InvalidArgument' $name
    }
    $wanted = $Head.Requirements
    if (-not $wanted) { return }
    $version = $wanted.RequiredPSVersion
    if ($version -and $version -gt [Version]("$($PSVersionTable['PSVersion'])".Split('-')[0])) {
        $text = "The script requires PowerShell $version, and this is $($PSVersionTable['PSVersion'])."
        return New-ErrorText $text 'ScriptRequiresUnmatchedPSVersion' 'ResourceUnavailable' $null
    }
    # Later than 3.0: -RunAsAdministrator (4.0), -PSEdition (5.1).
    $editions = @()
    if ($wanted.PSObject.Properties['RequiredPSEditions']) { $editions = @($wanted.RequiredPSEditions) }
    if ($editions.Length -and $editions -notcontains (Get-Edition)) {
        $text = "The script requires the edition $editions, and this PowerShell is $(Get-Edition)."
        return New-ErrorText $text 'ScriptRequiresUnmatchedPSEdition' 'ResourceUnavailable' $null
    }
    if ($wanted.PSObject.Properties['IsElevationRequired'] -and $wanted.IsElevationRequired -and (Get-Elevation) -ceq 'False') {
        $text = 'The script requires administrator rights: it needs elevation (#Requires -RunAsAdministrator).'
        return New-ErrorText $text 'ScriptRequiresElevation' 'PermissionDenied' $null
    }
}

function Get-Edition {
    $edition = $PSVersionTable['PSEdition']
    if ($edition) { "$edition" } else { 'Desktop' }
}

function Get-Elevation {
    <#
    .SYNOPSIS
    Whether this process has administrator rights: True or False; empty where that is not Windows.
    #>
    if ([Environment]::OSVersion.Platform -ne [PlatformID]::Win32NT) { return '' }
    $principal = [Security.Principal.WindowsPrincipal][Security.Principal.WindowsIdentity]::GetCurrent()
    "$($principal.IsInRole([Security.Principal.WindowsBuiltInRole]::Administrator))"
}
