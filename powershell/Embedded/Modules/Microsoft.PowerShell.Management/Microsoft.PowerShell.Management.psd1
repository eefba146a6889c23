@{
    # The part of PowerShell's module of this name that the embedded engine has; see README.md.
    GUID = '9f3a6f0e-1d5b-4c55-8a3c-6b1f0c7a2e02'
    Author = 'runbook'
    ModuleVersion = '7.0.0.0'
    CompatiblePSEditions = @('Core')
    PowerShellVersion = '7.0'
    NestedModules = @('../../runbook-engine.dll')
    FunctionsToExport = @()
    AliasesToExport = @()
    CmdletsToExport = @(
        'Add-Content'
        'Clear-Content'
        'Convert-Path'
        'Copy-Item'
        'Get-ChildItem'
        'Get-Content'
        'Get-Item'
        'Get-Location'
        'Get-PSDrive'
        'Get-Process'
        'Join-Path'
        'Move-Item'
        'New-Item'
        'Pop-Location'
        'Push-Location'
        'Remove-Item'
        'Rename-Item'
        'Resolve-Path'
        'Set-Content'
        'Set-Location'
        'Split-Path'
        'Stop-Process'
        'Test-Path'
    )
}
