namespace Microsoft.PowerShell.Commands;

[Cmdlet(VerbsCommon.Set, "Location", DefaultParameterSetName = "Path")]
[OutputType(typeof(PathInfo), typeof(PathInfoStack))]
public sealed class SetLocationCommand : PSCmdlet
{
    [Parameter(Position = 0, ParameterSetName = "Path", ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    public string? Path { get; set; }

    [Parameter(ParameterSetName = "LiteralPath", Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [Alias("PSPath", "LP")]
    public string? LiteralPath { get; set; }

    [Parameter]
    public SwitchParameter PassThru { get; set; }

    [Parameter(ParameterSetName = "Stack", ValueFromPipelineByPropertyName = true)]
    public string? StackName { get; set; }

    protected override void ProcessRecord()
    {
        try
        {
            if (ParameterSetName == "Stack")
            {
                var stack = SessionState.Path.SetDefaultLocationStack(StackName);
                Emit(stack);
                return;
            }

            var target = LiteralPath is not null ? WildcardPattern.Escape(LiteralPath) : string.IsNullOrEmpty(Path) ? "~" : Path;
            Emit(SessionState.Path.SetLocation(target));
        }
        catch (Exception e) when (e is IContainsErrorRecord { ErrorRecord: not null } && e is not PipelineStoppedException)
        {
            WriteError(new ErrorRecord(((IContainsErrorRecord)e).ErrorRecord, e));
        }
    }

    private void Emit(object result)
    {
        if (PassThru)
        {
            WriteObject(result);
        }
    }
}
