@{
    # The part of PowerShell's module of this name that the embedded engine has; see README.md.
    GUID = '9f3a6f0e-1d5b-4c55-8a3c-6b1f0c7a2e03'
    Author = 'runbook'
    ModuleVersion = '7.0.0.0'
    CompatiblePSEditions = @('Core')
    PowerShellVersion = '7.0'
    NestedModules = @('../../runbook-engine.dll')
    FunctionsToExport = @()
    AliasesToExport = @()
    CmdletsToExport = @(
        'ConvertFrom-SecureString'
        'ConvertTo-SecureString'
        'Get-Credential'
    )
}
