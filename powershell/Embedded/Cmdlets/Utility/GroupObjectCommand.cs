using System.Collections.ObjectModel;

namespace Microsoft.PowerShell.Commands;

[Cmdlet(VerbsData.Group, "Object", DefaultParameterSetName = "HashTable")]
[OutputType(typeof(Hashtable), typeof(GroupInfo))]
public sealed class GroupObjectCommand : PSCmdlet
{
    private readonly List<PSObject> _input = [];

    [Parameter(ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    [Parameter(Position = 0)]
    public object[]? Property { get; set; }

    [Parameter]
    public string? Culture { get; set; }

    [Parameter]
    public SwitchParameter CaseSensitive { get; set; }

    [Parameter]
    public SwitchParameter NoElement { get; set; }

    [Parameter(ParameterSetName = "HashTable")]
    [Alias("AHT")]
    public SwitchParameter AsHashTable { get; set; }

    [Parameter(ParameterSetName = "HashTable")]
    public SwitchParameter AsString { get; set; }

    protected override void BeginProcessing()
    {
        if (AsString && !AsHashTable)
        {
            ThrowTerminatingError(Errors.Argument(
                "The AsString parameter is valid only with AsHashTable.", "ArgumentException", AsString));
        }
    }

    protected override void ProcessRecord()
    {
        if (InputObject is not null)
        {
            _input.Add(InputObject);
        }
    }

    protected override void EndProcessing()
    {
        var specs = SortKey.Expand(PropertySpec.ReadAll(this, Property, "expression"), _input);
        var comparer = new ValueComparer(CaseSensitive, Culture);
        var order = Comparer<SortKey>.Create((x, y) => x.CompareTo(y, specs, comparer, descending: false));
        var groups = new SortedDictionary<SortKey, List<PSObject>>(order);
        foreach (var key in _input.Select(target => SortKey.Of(target, specs)))
        {
            if (!groups.TryGetValue(key, out var members))
            {
                groups.Add(key, members = []);
            }

            members.Add(key.Target);
        }

        if (AsHashTable)
        {
            WriteObject(ToHashtable(groups));
            return;
        }

        foreach (var (key, members) in groups)
        {
            var values = key.Values.Select(value => value.Value).ToList();
            WriteObject(NoElement ? new GroupInfoNoElement(values, members.Count) : new GroupInfo(values, members));
        }
    }

    private Hashtable ToHashtable(SortedDictionary<SortKey, List<PSObject>> groups)
    {
        var result = CaseSensitive ? new Hashtable() : new Hashtable(StringComparer.CurrentCultureIgnoreCase);
        foreach (var (key, members) in groups)
        {
            var values = key.Values.Select(value => value.Value).ToList();
            var group = new GroupInfo(values, members);
            var name = AsString || values.Count != 1 ? group.Name : values[0] is PSObject wrapped ? wrapped.BaseObject : values[0];
            if (name is null || result.ContainsKey(name))
            {
                ThrowTerminatingError(Errors.Argument(
                    $"The objects grouped by this property cannot be expanded because there is {(name is null ? "an empty key" : "a key duplication")}. "
                        + "Provide a valid value for the property, and then try again.",
                    "ArgumentException",
                    members[0]));
            }

            result.Add(name!, NoElement ? members.Count : (object)group.Group);
        }

        return result;
    }
}
