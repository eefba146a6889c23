namespace Microsoft.PowerShell.Commands;

/// <summary>What all results of <c>Measure-Object</c> have.</summary>
public abstract class MeasureInfo
{
    public string? Property { get; init; }
}
