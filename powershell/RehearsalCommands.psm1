<#
.SYNOPSIS
Base commands of a rehearsal that are not the cmdlets themselves, because these have parameters that reach past the session.

.DESCRIPTION
The session of a rehearsal imports this module before its stand-ins. ForEach-Object -Parallel makes runspaces of its own, in which nothing is held
back; Tee-Object writes files by itself. Both are here without that; what they have in common with the cmdlets works as it does there.
#>
Set-StrictMode -Version Latest

function ForEach-Object {
    [CmdletBinding(DefaultParameterSetName = 'ScriptBlockSet', SupportsShouldProcess = $true, ConfirmImpact = 'Low')]
    param(
        [Parameter(ValueFromPipeline = $true)] [psobject] $InputObject,
        [Parameter(ParameterSetName = 'ScriptBlockSet')] [scriptblock] $Begin,
        [Parameter(ParameterSetName = 'ScriptBlockSet', Mandatory = $true, Position = 0)] [AllowNull()] [AllowEmptyCollection()] [scriptblock[]] $Process,
        [Parameter(ParameterSetName = 'ScriptBlockSet')] [scriptblock] $End,
        [Parameter(ParameterSetName = 'ScriptBlockSet', ValueFromRemainingArguments = $true)]
        [AllowNull()] [AllowEmptyCollection()] [scriptblock[]] $RemainingScripts,
        [Parameter(ParameterSetName = 'PropertyAndMethodSet', Mandatory = $true, Position = 0)] [ValidateNotNullOrEmpty()] [string] $MemberName,
        [Parameter(ParameterSetName = 'PropertyAndMethodSet', ValueFromRemainingArguments = $true)] [Alias('Args')] [object[]] $ArgumentList
    )
    begin {
        $steps = $null
        if ($PSCmdlet.ParameterSetName -ceq 'PropertyAndMethodSet') { return }
        $cmdlet = $ExecutionContext.InvokeCommand.GetCommand('Microsoft.PowerShell.Core\ForEach-Object', 'Cmdlet')
        $steps = { & $cmdlet @PSBoundParameters }.GetSteppablePipeline($MyInvocation.CommandOrigin)
        $steps.Begin($PSCmdlet)
    }
    process {
        if ($steps) { $steps.Process($InputObject) }
        else { Get-MemberValue $InputObject $MemberName $ArgumentList }
    }
    end { if ($steps) { $steps.End() } }
}

function Get-MemberValue {
    <#
    .SYNOPSIS
    What the member of an object gives. A method is called only where the object is a value: of a file, say, it could do anything.
    #>
    [CmdletBinding()]
    param([psobject] $InputObject, [string] $Name, [object[]] $Arguments)
    if ($null -eq $InputObject) { return }
    $base = $InputObject.PSObject.BaseObject
    if ($base -is [Collections.IDictionary] -and $base.Contains($Name)) { return $base[$Name] }
    $member = $InputObject.PSObject.Members[$Name]
    if ($null -eq $member) { return }
    if ($member -isnot [Management.Automation.PSMethodInfo]) { return $member.Value }
    if ($base -isnot [string] -and $base -isnot [ValueType] -and $member -isnot [Management.Automation.PSScriptMethod]) {
        $text = "The method $Name of $($base.GetType().FullName) is called by its name."
        $held = [Management.Automation.ErrorRecord]::new(
            [InvalidOperationException]::new($text), 'MethodHeldInConstrainedLanguage', 'PermissionDenied', $Name)
        $PSCmdlet.ThrowTerminatingError($held)
    }
    if ($null -eq $Arguments) { $InputObject.$Name.Invoke() } else { $InputObject.$Name.Invoke($Arguments) }
}

function Tee-Object {
    [CmdletBinding()]
    param(
        [Parameter(ValueFromPipeline = $true)] [psobject] $InputObject,
        [Parameter(Mandatory = $true)] [string] $Variable
    )
    begin { $kept = [Collections.ArrayList]@() }
    process {
        $null = $kept.Add($InputObject)
        $InputObject
    }
    # In the caller's scope, which is what $PSCmdlet speaks of.
    end { $PSCmdlet.SessionState.PSVariable.Set($Variable, $(if ($kept.Count -eq 1) { $kept[0] } else { $kept })) }
}

Export-ModuleMember -Function ForEach-Object, Tee-Object
