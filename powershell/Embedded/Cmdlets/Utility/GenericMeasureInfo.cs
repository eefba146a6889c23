namespace Microsoft.PowerShell.Commands;

/// <summary>The result for numbers.</summary>
public sealed class GenericMeasureInfo : MeasureInfo
{
    public int Count { get; init; }

    public double? Average { get; init; }

    public double? Sum { get; init; }

    public double? Maximum { get; init; }

    public double? Minimum { get; init; }

    public double? StandardDeviation { get; init; }
}
