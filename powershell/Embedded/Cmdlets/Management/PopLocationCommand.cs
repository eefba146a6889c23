namespace Microsoft.PowerShell.Commands;

[Cmdlet(VerbsCommon.Pop, "Location")]
[OutputType(typeof(PathInfo))]
public sealed class PopLocationCommand : PSCmdlet
{
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string StackName { get; set; } = "";

    protected override void ProcessRecord()
    {
        try
        {
            var location = SessionState.Path.PopLocation(StackName);
            if (PassThru)
            {
                WriteObject(location);
            }
        }
        catch (Exception e) when (e is IContainsErrorRecord { ErrorRecord: not null } && e is not PipelineStoppedException)
        {
            WriteError(new ErrorRecord(((IContainsErrorRecord)e).ErrorRecord, e));
        }
    }
}
