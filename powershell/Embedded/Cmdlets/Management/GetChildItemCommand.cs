namespace Microsoft.PowerShell.Commands;

[Cmdlet(VerbsCommon.Get, "ChildItem", DefaultParameterSetName = "Items")]
public sealed class GetChildItemCommand : PSCmdlet
{
    private uint? _depth;

    [Parameter(Position = 0, ParameterSetName = "Items", ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    public string[]? Path { get; set; }

    [Parameter(ParameterSetName = "LiteralItems", Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [Alias("PSPath", "LP")]
    public string[]? LiteralPath { get; set; }

    [Parameter(Position = 1)]
    public string? Filter { get; set; }

    [Parameter]
    public string[] Include { get; set; } = [];

    [Parameter]
    public string[] Exclude { get; set; } = [];

    [Parameter]
    [Alias("s", "r")]
    public SwitchParameter Recurse { get; set; }

    [Parameter]
    public uint Depth
    {
        get => _depth ?? uint.MaxValue;
        set => _depth = value;
    }

    [Parameter]
    public SwitchParameter Force { get; set; }

    [Parameter]
    public SwitchParameter Name { get; set; }

    [Parameter]
    [Alias("ad")]
    public SwitchParameter Directory { get; set; }

    [Parameter]
    [Alias("af")]
    public SwitchParameter File { get; set; }

    [Parameter]
    [Alias("ah", "h")]
    public SwitchParameter Hidden { get; set; }

    [Parameter]
    [Alias("ar")]
    public SwitchParameter ReadOnly { get; set; }

    [Parameter]
    [Alias("as")]
    public SwitchParameter System { get; set; }

    protected override void ProcessRecord()
    {
        foreach (var path in LiteralPath ?? Path ?? [""])
        {
            try
            {
                Emit(path);
            }
            catch (Exception e) when (e is IContainsErrorRecord { ErrorRecord: not null } && e is not PipelineStoppedException)
            {
                WriteError(new ErrorRecord(((IContainsErrorRecord)e).ErrorRecord, e is ProviderInvocationException { InnerException: { } inner } ? inner : e));
            }
        }
    }

    private void Emit(string path)
    {
        // With -Include the path itself is looked at too: 'folder/*' is how its content is meant.
        var target = path.Length == 0 ? "." : LiteralPath is null ? path : WildcardPattern.Escape(path);
        var deep = Recurse || _depth is not null;
        var included = Patterns.Of(Include);
        var excluded = Patterns.Of(Exclude);
        var filter = Patterns.Of([Filter ?? ""]);
        var items = InvokeProvider.ChildItem.Get([target], deep, Depth, Force || Hidden, literalPath: false);
        var root = Name ? RootOf(target) : "";
        foreach (var item in items)
        {
            var child = item.Properties["PSChildName"]?.Value?.ToString() ?? item.ToString();
            if (!included.Admit(excluded, child) || !filter.Admit([], child) || !IsWanted(item.BaseObject))
            {
                continue;
            }

            WriteObject(Name ? RelativeName(item, child, root) : item);
        }
    }

    private bool IsWanted(object item)
    {
        if (item is not FileSystemInfo info)
        {
            return !(Directory || File || Hidden || ReadOnly || System);
        }

        var attributes = info.Attributes;
        return (!Directory || info is DirectoryInfo)
            && (!File || info is FileInfo)
            && (!Hidden || attributes.HasFlag(FileAttributes.Hidden))
            && (!ReadOnly || attributes.HasFlag(FileAttributes.ReadOnly))
            && (!System || attributes.HasFlag(FileAttributes.System));
    }

    private string RootOf(string target)
    {
        var found = SessionState.Path.GetResolvedPSPathFromPSPath(target);
        return found.Count == 1 && InvokeProvider.Item.IsContainer(WildcardPattern.Escape(found[0].Path)) ? found[0].ProviderPath : "";
    }

    private static string RelativeName(PSObject item, string child, string root) =>
        item.BaseObject is FileSystemInfo info && root.Length > 0 ? global::System.IO.Path.GetRelativePath(root, info.FullName) : child;
}
