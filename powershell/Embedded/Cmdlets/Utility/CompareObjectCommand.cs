namespace Microsoft.PowerShell.Commands;

[Cmdlet(VerbsData.Compare, "Object")]
public sealed class CompareObjectCommand : PSCmdlet
{
    private readonly List<PSObject> _difference = [];

    [Parameter(Position = 0, Mandatory = true)]
    [AllowEmptyCollection]
    public PSObject[] ReferenceObject { get; set; } = [];

    [Parameter(Position = 1, Mandatory = true, ValueFromPipeline = true)]
    [AllowEmptyCollection]
    public PSObject[] DifferenceObject { get; set; } = [];

    [Parameter]
    [ValidateRange(0, int.MaxValue)]
    public int SyncWindow { get; set; } = int.MaxValue;

    [Parameter]
    public object[]? Property { get; set; }

    [Parameter]
    public SwitchParameter ExcludeDifferent { get; set; }

    [Parameter]
    public SwitchParameter IncludeEqual { get; set; }

    [Parameter]
    public SwitchParameter PassThru { get; set; }

    [Parameter]
    public string? Culture { get; set; }

    [Parameter]
    public SwitchParameter CaseSensitive { get; set; }

    protected override void ProcessRecord() => _difference.AddRange(DifferenceObject);

    protected override void EndProcessing()
    {
        var specs = PropertySpec.ReadAll(this, Property, "expression");
        var comparer = new ValueComparer(CaseSensitive, Culture);
        var reference = ReferenceObject.Select(target => SortKey.Of(target, specs)).ToList();
        var difference = _difference.Select(target => (SortKey?)SortKey.Of(target, specs)).ToList();
        var unmatched = new List<SortKey>();
        for (var i = 0; i < reference.Count; i++)
        {
            var from = Math.Max(0, (long)i - SyncWindow);
            var match = difference.FindIndex((int)Math.Min(from, difference.Count), key =>
                key is not null && reference[i].CompareTo(key, specs, comparer, descending: false) == 0);
            if (match < 0 || match - (long)i > SyncWindow)
            {
                unmatched.Add(reference[i]);
                continue;
            }

            difference[match] = null;
            if (IncludeEqual || ExcludeDifferent)
            {
                Emit(reference[i], "==", specs);
            }
        }

        if (ExcludeDifferent)
        {
            return;
        }

        difference.OfType<SortKey>().ToList().ForEach(key => Emit(key, "=>", specs));
        unmatched.ForEach(key => Emit(key, "<=", specs));
    }

    private void Emit(SortKey key, string side, List<PropertySpec> specs)
    {
        PSObject result;
        if (PassThru)
        {
            result = PSObject.AsPSObject(key.Target.BaseObject is PSCustomObject ? key.Target.Copy() : key.Target.BaseObject);
        }
        else
        {
            result = new PSObject();
            if (specs.Count == 0)
            {
                result.Properties.Add(new PSNoteProperty("InputObject", key.Target));
            }

            for (var i = 0; i < specs.Count; i++)
            {
                result.Properties.Add(new PSNoteProperty(specs[i].NameFor(specs[i].Expression), key.Values[i].Value));
            }
        }

        if (result.Properties["SideIndicator"] is { } existing)
        {
            existing.Value = side;
        }
        else
        {
            result.Properties.Add(new PSNoteProperty("SideIndicator", side));
        }

        WriteObject(result);
    }
}
