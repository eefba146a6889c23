namespace Microsoft.PowerShell.Commands;

/// <summary>What <c>Measure-Object</c> has counted of one property.</summary>
internal sealed class MeasureAccumulator(string? property)
{
    private static readonly ValueComparer Comparer = new(caseSensitive: false, null);
    private double _sum;
    private double _mean;
    private double _squares;
    private int _numbers;
    private double _least = double.PositiveInfinity;
    private double _most = double.NegativeInfinity;

    public int Count { get; private set; }

    public object? Minimum { get; private set; }

    public object? Maximum { get; private set; }

    public int Lines { get; private set; }

    public int Words { get; private set; }

    public int Characters { get; private set; }

    public void CountOne() => Count++;

    /// <summary>Welford's method: exact enough for large values that lie close together.</summary>
    public void AddNumber(double value)
    {
        _numbers++;
        _sum += value;
        var distance = value - _mean;
        _mean += distance / _numbers;
        _squares += distance * (value - _mean);
        _least = Math.Min(_least, value);
        _most = Math.Max(_most, value);
    }

    public void AddValue(object value)
    {
        Minimum = Minimum is null || Comparer.Compare(value, Minimum) < 0 ? value : Minimum;
        Maximum = Maximum is null || Comparer.Compare(value, Maximum) > 0 ? value : Maximum;
    }

    public void AddText(string text, bool ignoreWhiteSpace)
    {
        Lines += text.Length == 0 ? 0 : text.Count(c => c == '\n') + (text.EndsWith('\n') ? 0 : 1);
        Words += text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length;
        Characters += ignoreWhiteSpace ? text.Count(c => !char.IsWhiteSpace(c)) : text.Length;
    }

    public GenericMeasureInfo Numbers(bool sum, bool average, bool maximum, bool minimum, bool deviation) => new()
    {
        Property = property,
        Count = Count,
        Sum = sum ? _sum : null,
        Average = average && _numbers > 0 ? _sum / _numbers : null,
        Maximum = maximum && _numbers > 0 ? _most : null,
        Minimum = minimum && _numbers > 0 ? _least : null,
        StandardDeviation = !deviation ? null : _numbers > 1 ? Math.Sqrt(_squares / (_numbers - 1)) : 0,
    };

    public GenericObjectMeasureInfo Values(bool maximum, bool minimum) => new()
    {
        Property = property,
        Count = Count,
        Maximum = maximum ? Maximum : null,
        Minimum = minimum ? Minimum : null,
    };
}
