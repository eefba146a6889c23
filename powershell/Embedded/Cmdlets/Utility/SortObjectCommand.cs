namespace Microsoft.PowerShell.Commands;

[Cmdlet("Sort", "Object", DefaultParameterSetName = "Default")]
public sealed class SortObjectCommand : PSCmdlet
{
    private readonly List<PSObject> _input = [];

    [Parameter(ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    [Parameter(Position = 0)]
    public object[]? Property { get; set; }

    /// <summary>Sorting is always stable here; the original asks for it.</summary>
    [Parameter(ParameterSetName = "Default")]
    public SwitchParameter Stable { get; set; }

    [Parameter]
    public SwitchParameter Descending { get; set; }

    [Parameter]
    public SwitchParameter Unique { get; set; }

    [Parameter(ParameterSetName = "Top", Mandatory = true)]
    [ValidateRange(1, int.MaxValue)]
    public int Top { get; set; }

    [Parameter(ParameterSetName = "Bottom", Mandatory = true)]
    [ValidateRange(1, int.MaxValue)]
    public int Bottom { get; set; }

    [Parameter]
    public string? Culture { get; set; }

    [Parameter]
    public SwitchParameter CaseSensitive { get; set; }

    protected override void ProcessRecord()
    {
        if (InputObject is not null)
        {
            _input.Add(InputObject);
        }
    }

    protected override void EndProcessing()
    {
        var specs = SortKey.Expand(
            PropertySpec.ReadAll(this, Property, "expression", "ascending", "descending"), _input);
        var comparer = new ValueComparer(CaseSensitive, Culture);
        int Compare(SortKey x, SortKey y) => x.CompareTo(y, specs, comparer, Descending);

        var sorted = _input
            .Select(target => SortKey.Of(target, specs))
            .Order(Comparer<SortKey>.Create(Compare))
            .ToList();
        if (Unique)
        {
            sorted = [.. sorted.Where((key, i) => i == 0 || Compare(sorted[i - 1], key) != 0)];
        }

        var wanted = ParameterSetName switch
        {
            "Top" => sorted.Take(Top),
            "Bottom" => sorted.TakeLast(Bottom),
            _ => sorted,
        };
        foreach (var key in wanted)
        {
            WriteObject(key.Target);
        }
    }
}
