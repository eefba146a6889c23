namespace Microsoft.PowerShell.Commands;

/// <summary>The result of <c>-Maximum</c> and <c>-Minimum</c> for values that need not be numbers.</summary>
public sealed class GenericObjectMeasureInfo : MeasureInfo
{
    public int Count { get; init; }

    public double? Average { get; init; }

    public double? Sum { get; init; }

    public object? Maximum { get; init; }

    public object? Minimum { get; init; }

    public double? StandardDeviation { get; init; }
}
