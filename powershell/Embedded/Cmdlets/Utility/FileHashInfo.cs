namespace Microsoft.PowerShell.Commands;

/// <summary>The result of <c>Get-FileHash</c>.</summary>
public sealed class FileHashInfo
{
    public string Algorithm { get; init; } = "";

    public string Hash { get; init; } = "";

    public string? Path { get; init; }
}
