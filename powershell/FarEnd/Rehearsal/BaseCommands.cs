namespace Runbook.FarEnd.Rehearsal;

/// <summary>Commands that work on values, on the streams or on the session itself: a rehearsal has them without a stand-in.</summary>
internal static class BaseCommands
{
    internal static readonly string[] Names =
    {
        "Add-Member", "Compare-Object", "ConvertFrom-Csv", "ConvertFrom-Json", "ConvertFrom-StringData", "ConvertTo-Csv", "ConvertTo-Html",
        "ConvertTo-Json", "ConvertTo-SecureString", "ConvertTo-Xml", "ForEach-Object", "Format-Custom", "Format-List", "Format-Table",
        "Format-Wide", "Get-Command", "Get-Culture", "Get-Date", "Get-Host", "Get-Location", "Get-Member", "Get-Module", "Get-Random",
        "Get-UICulture", "Get-Unique", "Get-Variable", "Group-Object", "Join-Path", "Measure-Command", "Measure-Object", "New-Guid",
        "New-Object", "New-TimeSpan", "New-Variable", "Out-Default", "Out-Null", "Out-String", "Read-Host", "Remove-Variable",
        "Select-Object", "Select-String", "Set-StrictMode", "Set-Variable", "Sort-Object", "Split-Path", "Tee-Object", "Update-TypeData",
        "Where-Object", "Write-Debug", "Write-Error", "Write-Host", "Write-Information", "Write-Output", "Write-Progress",
        "Write-Verbose", "Write-Warning",
        "%", "?", "echo", "foreach", "fl", "ft", "gm", "group", "gu", "gv", "measure", "oh", "select", "sort", "sv", "where", "write",
        "prompt",
    };
}
