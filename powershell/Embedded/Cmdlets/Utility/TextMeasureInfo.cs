namespace Microsoft.PowerShell.Commands;

/// <summary>The result for text.</summary>
public sealed class TextMeasureInfo : MeasureInfo
{
    public int? Lines { get; init; }

    public int? Words { get; init; }

    public int? Characters { get; init; }
}
