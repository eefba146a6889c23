namespace Microsoft.PowerShell.Commands;

[Cmdlet(VerbsCommon.Push, "Location", DefaultParameterSetName = "Path")]
[OutputType(typeof(PathInfo))]
public sealed class PushLocationCommand : PSCmdlet
{
    [Parameter(Position = 0, ParameterSetName = "Path", ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    public string? Path { get; set; }

    [Parameter(ParameterSetName = "LiteralPath", ValueFromPipelineByPropertyName = true)]
    [Alias("PSPath", "LP")]
    public string? LiteralPath { get; set; }

    [Parameter]
    public SwitchParameter PassThru { get; set; }

    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string StackName { get; set; } = "";

    protected override void ProcessRecord()
    {
        try
        {
            var target = LiteralPath is not null ? WildcardPattern.Escape(LiteralPath) : Path;
            if (!string.IsNullOrEmpty(target))
            {
                // A path that is not there must leave the stack alone.
                SessionState.Path.GetResolvedPSPathFromPSPath(target);
            }

            SessionState.Path.PushCurrentLocation(StackName);
            if (!string.IsNullOrEmpty(target))
            {
                SessionState.Path.SetLocation(target);
            }

            if (PassThru)
            {
                WriteObject(SessionState.Path.CurrentLocation);
            }
        }
        catch (Exception e) when (e is IContainsErrorRecord { ErrorRecord: not null } && e is not PipelineStoppedException)
        {
            WriteError(new ErrorRecord(((IContainsErrorRecord)e).ErrorRecord, e));
        }
    }
}
