namespace Microsoft.PowerShell.Commands;

[Cmdlet(VerbsData.Convert, "Path", DefaultParameterSetName = "Path")]
[OutputType(typeof(string))]
public sealed class ConvertPathCommand : PSCmdlet
{
    [Parameter(Position = 0, ParameterSetName = "Path", Mandatory = true, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    public string[]? Path { get; set; }

    [Parameter(ParameterSetName = "LiteralPath", Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [Alias("PSPath", "LP")]
    public string[]? LiteralPath { get; set; }

    protected override void ProcessRecord()
    {
        foreach (var path in LiteralPath ?? Path!)
        {
            try
            {
                WriteObject(
                    SessionState.Path.GetResolvedProviderPathFromPSPath(LiteralPath is null ? path : WildcardPattern.Escape(path), out _),
                    enumerateCollection: true);
            }
            catch (Exception e) when (e is IContainsErrorRecord { ErrorRecord: not null } && e is not PipelineStoppedException)
            {
                WriteError(new ErrorRecord(((IContainsErrorRecord)e).ErrorRecord, e));
            }
        }
    }
}
