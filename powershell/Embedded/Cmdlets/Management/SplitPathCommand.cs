namespace Microsoft.PowerShell.Commands;

[Cmdlet(VerbsCommon.Split, "Path", DefaultParameterSetName = "ParentSet")]
[OutputType(typeof(string), typeof(bool))]
public sealed class SplitPathCommand : PSCmdlet
{
    [Parameter(Position = 0, ParameterSetName = "ParentSet", Mandatory = true, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Parameter(Position = 0, ParameterSetName = "LeafSet", Mandatory = true, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Parameter(Position = 0, ParameterSetName = "LeafBaseSet", Mandatory = true, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Parameter(Position = 0, ParameterSetName = "ExtensionSet", Mandatory = true, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Parameter(Position = 0, ParameterSetName = "QualifierSet", Mandatory = true, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Parameter(Position = 0, ParameterSetName = "NoQualifierSet", Mandatory = true, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Parameter(Position = 0, ParameterSetName = "IsAbsoluteSet", Mandatory = true, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    public string[]? Path { get; set; }

    [Parameter(ParameterSetName = "LiteralPathSet", Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [Alias("PSPath", "LP")]
    public string[]? LiteralPath { get; set; }

    [Parameter(ParameterSetName = "QualifierSet", Mandatory = true, ValueFromPipelineByPropertyName = true)]
    public SwitchParameter Qualifier { get; set; }

    [Parameter(ParameterSetName = "NoQualifierSet", Mandatory = true, ValueFromPipelineByPropertyName = true)]
    public SwitchParameter NoQualifier { get; set; }

    [Parameter(ParameterSetName = "ParentSet", ValueFromPipelineByPropertyName = true)]
    public SwitchParameter Parent { get; set; } = true;

    [Parameter(ParameterSetName = "LeafSet", Mandatory = true, ValueFromPipelineByPropertyName = true)]
    public SwitchParameter Leaf { get; set; }

    [Parameter(ParameterSetName = "LeafBaseSet", Mandatory = true, ValueFromPipelineByPropertyName = true)]
    public SwitchParameter LeafBase { get; set; }

    [Parameter(ParameterSetName = "ExtensionSet", Mandatory = true, ValueFromPipelineByPropertyName = true)]
    public SwitchParameter Extension { get; set; }

    [Parameter]
    public SwitchParameter Resolve { get; set; }

    [Parameter(ParameterSetName = "IsAbsoluteSet", Mandatory = true)]
    public SwitchParameter IsAbsolute { get; set; }

    protected override void ProcessRecord()
    {
        foreach (var path in (LiteralPath ?? Path!).SelectMany(Expand))
        {
            try
            {
                Split(path);
            }
            catch (Exception e) when (e is IContainsErrorRecord { ErrorRecord: not null } && e is not PipelineStoppedException)
            {
                WriteError(new ErrorRecord(((IContainsErrorRecord)e).ErrorRecord, e));
            }
        }
    }

    private IEnumerable<string> Expand(string path)
    {
        if (!Resolve)
        {
            return [path];
        }

        try
        {
            return [.. SessionState.Path.GetResolvedPSPathFromPSPath(path).Select(found => found.Path)];
        }
        catch (Exception e) when (e is IContainsErrorRecord { ErrorRecord: not null } && e is not PipelineStoppedException)
        {
            WriteError(new ErrorRecord(((IContainsErrorRecord)e).ErrorRecord, e));
            return [];
        }
    }

    private void Split(string path)
    {
        switch (ParameterSetName)
        {
            case "LeafSet":
                WriteObject(SessionState.Path.ParseChildName(path));
                break;
            case "LeafBaseSet":
                WriteObject(System.IO.Path.GetFileNameWithoutExtension(SessionState.Path.ParseChildName(path)));
                break;
            case "ExtensionSet":
                WriteObject(System.IO.Path.GetExtension(SessionState.Path.ParseChildName(path)));
                break;
            case "IsAbsoluteSet":
                WriteObject(SessionState.Path.IsPSAbsolute(path, out _));
                break;
            case "QualifierSet":
                if (QualifierLength(path) is > 0 and var length)
                {
                    WriteObject(path[..length]);
                }
                else
                {
                    WriteError(new ErrorRecord(
                        new FormatException($"Cannot parse path because path '{path}' does not have a qualifier specified."),
                        "ParsePathFormatError",
                        ErrorCategory.InvalidArgument,
                        path));
                }

                break;
            case "NoQualifierSet":
                WriteObject(path[Math.Max(0, QualifierLength(path))..]);
                break;
            default:
                WriteObject(SessionState.Path.ParseParent(path, ""));
                break;
        }
    }

    /// <summary>A drive with its colon, or a provider with its two.</summary>
    private int QualifierLength(string path)
    {
        if (SessionState.Path.IsProviderQualified(path))
        {
            return path.IndexOf("::", StringComparison.Ordinal) + 2;
        }

        return SessionState.Path.IsPSAbsolute(path, out _) && path.IndexOf(':') is >= 0 and var colon ? colon + 1 : 0;
    }
}
