using System.Security.Cryptography;

namespace Microsoft.PowerShell.Commands;

[Cmdlet(VerbsCommon.Get, "Random", DefaultParameterSetName = "RandomNumberParameterSet")]
[OutputType(typeof(int), typeof(long), typeof(double))]
public sealed class GetRandomCommand : PSCmdlet
{
    private readonly List<object?> _items = [];
    private Random? _seeded;

    [Parameter]
    public int? SetSeed { get; set; }

    [Parameter(ParameterSetName = "RandomNumberParameterSet", Position = 0)]
    public object? Maximum { get; set; }

    [Parameter(ParameterSetName = "RandomNumberParameterSet")]
    public object? Minimum { get; set; }

    [Parameter(ParameterSetName = "RandomListItemParameterSet", ValueFromPipeline = true, Position = 0, Mandatory = true)]
    [Parameter(ParameterSetName = "ShuffleParameterSet", ValueFromPipeline = true, Position = 0, Mandatory = true)]
    [AllowNull]
    public object?[]? InputObject { get; set; }

    [Parameter(ParameterSetName = "RandomNumberParameterSet")]
    [Parameter(ParameterSetName = "RandomListItemParameterSet")]
    [ValidateRange(1, int.MaxValue)]
    public int Count { get; set; } = 1;

    [Parameter(ParameterSetName = "ShuffleParameterSet", Mandatory = true)]
    public SwitchParameter Shuffle { get; set; }

    protected override void BeginProcessing()
    {
        _seeded = SetSeed is { } seed ? new Random(seed) : null;
        if (ParameterSetName != "RandomNumberParameterSet")
        {
            return;
        }

        var minimum = Number(Minimum) ?? 0;
        var maximum = Number(Maximum) ?? (minimum is double ? double.MaxValue : int.MaxValue);
        var asDouble = minimum is double || maximum is double;
        if (LanguagePrimitives.Compare(minimum, maximum) >= 0)
        {
            ThrowTerminatingError(Errors.Argument(
                $"The Minimum value ({minimum}) cannot be greater than or equal to the Maximum value ({maximum}).",
                "MinGreaterThanOrEqualMax"));
        }

        for (var i = 0; i < Count; i++)
        {
            if (asDouble)
            {
                var from = Convert.ToDouble(minimum, CultureInfo.InvariantCulture);
                WriteObject(from + (NextDouble() * (Convert.ToDouble(maximum, CultureInfo.InvariantCulture) - from)));
            }
            else
            {
                var from = Convert.ToInt64(minimum, CultureInfo.InvariantCulture);
                var value = NextInt64(from, Convert.ToInt64(maximum, CultureInfo.InvariantCulture));
                WriteObject(minimum is int && maximum is int ? (object)(int)value : value);
            }
        }
    }

    protected override void ProcessRecord()
    {
        if (ParameterSetName != "RandomNumberParameterSet")
        {
            _items.AddRange(InputObject ?? [null]);
        }
    }

    protected override void EndProcessing()
    {
        var wanted = Shuffle ? _items.Count : Math.Min(Count, _items.Count);
        for (var i = 0; i < wanted && ParameterSetName != "RandomNumberParameterSet"; i++)
        {
            var pick = (int)NextInt64(i, _items.Count);
            (_items[i], _items[pick]) = (_items[pick], _items[i]);
            WriteObject(_items[i]);
        }
    }

    private long NextInt64(long from, long to) => _seeded?.NextInt64(from, to) ?? Random.Shared.NextInt64(from, to);

    private double NextDouble() => _seeded?.NextDouble() ?? Random.Shared.NextDouble();

    private static object? Number(object? value)
    {
        var number = value is PSObject wrapped ? wrapped.BaseObject : value;
        return number switch
        {
            null or int or long or double => number,
            float single => (double)single,
            decimal money => (double)money,
            string text => LanguagePrimitives.TryConvertTo<int>(text, out var i) ? i
                : LanguagePrimitives.TryConvertTo<long>(text, out var l) ? l
                : LanguagePrimitives.ConvertTo<double>(text),
            _ => LanguagePrimitives.TryConvertTo<int>(number, out var i) ? i : LanguagePrimitives.ConvertTo<long>(number),
        };
    }
}
