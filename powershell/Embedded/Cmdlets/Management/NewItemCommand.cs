namespace Microsoft.PowerShell.Commands;

[Cmdlet(VerbsCommon.New, "Item", DefaultParameterSetName = "pathSet", SupportsShouldProcess = true)]
public sealed class NewItemCommand : PSCmdlet
{
    [Parameter(Position = 0, ParameterSetName = "pathSet", Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [Parameter(Position = 0, ParameterSetName = "nameSet", ValueFromPipelineByPropertyName = true)]
    public string[]? Path { get; set; }

    [Parameter(ParameterSetName = "nameSet", Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [AllowNull]
    [AllowEmptyString]
    public string? Name { get; set; }

    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("Type")]
    public string? ItemType { get; set; }

    [Parameter(ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Target")]
    public object? Value { get; set; }

    [Parameter]
    public SwitchParameter Force { get; set; }

    protected override void ProcessRecord()
    {
        foreach (var path in Path is { Length: > 0 } ? Path : [""])
        {
            try
            {
                Create(path);
            }
            catch (Exception e) when ((e is IContainsErrorRecord { ErrorRecord: not null } or IOException or UnauthorizedAccessException) && e is not PipelineStoppedException)
            {
                var cause = e is ProviderInvocationException { InnerException: { } inner } ? inner : e;
                WriteError(e is IContainsErrorRecord { ErrorRecord: { } record }
                    ? new ErrorRecord(record, cause)
                    : new ErrorRecord(cause, "NewItemIOError", ErrorCategory.WriteError, path));
            }
        }
    }

    private void Create(string path)
    {
        var whole = string.IsNullOrEmpty(Name) ? path : SessionState.Path.Combine(path.Length == 0 ? "." : path, Name);
        var resolved = SessionState.Path.GetUnresolvedProviderPathFromPSPath(whole, out var provider, out _);
        var isDirectory = ItemType is not null && "directory".StartsWith(ItemType, StringComparison.OrdinalIgnoreCase);
        var (action, target) = provider.Name == "FileSystem"
            ? (isDirectory ? "Create Directory" : "Create File", $"Destination: {resolved}")
            : ("New Item", $"Item: {Name ?? path} Type: {ItemType} Value: {Value}");
        if (ShouldProcess(target, action))
        {
            // The provider resolves no wildcards in the name of what is new.
            WriteObject(InvokeProvider.Item.New([path], Name, ItemType, Value, Force), enumerateCollection: true);
        }
    }
}
