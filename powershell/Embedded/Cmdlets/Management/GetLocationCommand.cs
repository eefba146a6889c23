namespace Microsoft.PowerShell.Commands;

[Cmdlet(VerbsCommon.Get, "Location", DefaultParameterSetName = "Location")]
[OutputType(typeof(PathInfo), typeof(PathInfoStack))]
public sealed class GetLocationCommand : PSCmdlet
{
    [Parameter(ParameterSetName = "Location", ValueFromPipelineByPropertyName = true)]
    public string[]? PSProvider { get; set; }

    [Parameter(ParameterSetName = "Location", ValueFromPipelineByPropertyName = true)]
    public string[]? PSDrive { get; set; }

    [Parameter(ParameterSetName = "Stack")]
    public SwitchParameter Stack { get; set; }

    [Parameter(ParameterSetName = "Stack", ValueFromPipelineByPropertyName = true)]
    public string[]? StackName { get; set; }

    protected override void ProcessRecord()
    {
        try
        {
            Emit();
        }
        catch (Exception e) when (e is IContainsErrorRecord { ErrorRecord: not null } && e is not PipelineStoppedException)
        {
            WriteError(new ErrorRecord(((IContainsErrorRecord)e).ErrorRecord, e));
        }
    }

    private void Emit()
    {
        if (ParameterSetName == "Stack")
        {
            foreach (var name in StackName ?? [""])
            {
                WriteObject(SessionState.Path.LocationStack(name), enumerateCollection: false);
            }
        }
        else if (PSDrive is not null)
        {
            foreach (var drive in PSDrive.Select(name => SessionState.Drive.Get(name)))
            {
                WriteObject(drive.CurrentLocation.Length == 0 ? $"{drive.Name}:{System.IO.Path.DirectorySeparatorChar}" : $"{drive.Name}:{drive.CurrentLocation}");
            }
        }
        else if (PSProvider is not null)
        {
            foreach (var provider in PSProvider)
            {
                WriteObject(SessionState.Path.CurrentProviderLocation(provider));
            }
        }
        else
        {
            WriteObject(SessionState.Path.CurrentLocation);
        }
    }
}
