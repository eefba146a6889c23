Set-StrictMode -Version Latest

function Test-Path {
    [CmdletBinding()]
    param([string] $LiteralPath, [string] $PathType)
    $LiteralPath -eq (Get-RehearsalState).folder
}

function Get-ChildItem {
    [CmdletBinding()]
    param([string] $LiteralPath, [switch] $File)
    foreach ($each in (Get-RehearsalState).files) {
        [pscustomobject] @{ FullName = "$LiteralPath/$($each.name)"; Length = $each.size; LastWriteTime = [datetime] $each.changed }
    }
}

function Remove-Item {
    [CmdletBinding(SupportsShouldProcess = $true)]
    param([string[]] $LiteralPath)
    Write-RehearsalCall -Command Remove-Item -Parameters $PSBoundParameters
    $null = Invoke-RehearsalFault Remove-Item
}

Export-ModuleMember -Function Test-Path, Get-ChildItem, Remove-Item
