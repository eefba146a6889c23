namespace Microsoft.PowerShell.Commands;

[Cmdlet(VerbsCommon.Join, "Path")]
[OutputType(typeof(string))]
public sealed class JoinPathCommand : PSCmdlet
{
    [Parameter(Position = 0, Mandatory = true, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("PSPath")]
    public string[] Path { get; set; } = [];

    [Parameter(Position = 1, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [AllowNull]
    [AllowEmptyString]
    [AllowEmptyCollection]
    public string[]? ChildPath { get; set; }

    [Parameter(Position = 2, ValueFromPipelineByPropertyName = true, ValueFromRemainingArguments = true)]
    [AllowNull]
    [AllowEmptyString]
    [AllowEmptyCollection]
    public string[] AdditionalChildPath { get; set; } = [];

    [Parameter]
    public SwitchParameter Resolve { get; set; }

    protected override void ProcessRecord()
    {
        var children = (ChildPath ?? []).Concat(AdditionalChildPath ?? []).ToList();
        foreach (var path in Path)
        {
            try
            {
                var joined = children.Aggregate(path, (parent, child) => SessionState.Path.Combine(parent, child ?? ""));
                if (!Resolve)
                {
                    WriteObject(joined);
                    continue;
                }

                foreach (var found in SessionState.Path.GetResolvedPSPathFromPSPath(joined))
                {
                    WriteObject(found.Drive is not null && found.Provider.Name == "FileSystem" ? found.ProviderPath : found.Path);
                }
            }
            catch (Exception e) when (e is IContainsErrorRecord { ErrorRecord: not null } && e is not PipelineStoppedException)
            {
                WriteError(new ErrorRecord(((IContainsErrorRecord)e).ErrorRecord, e));
            }
        }
    }
}
