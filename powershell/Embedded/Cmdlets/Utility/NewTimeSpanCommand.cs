namespace Microsoft.PowerShell.Commands;

[Cmdlet(VerbsCommon.New, "TimeSpan", DefaultParameterSetName = "Date")]
[OutputType(typeof(TimeSpan))]
public sealed class NewTimeSpanCommand : PSCmdlet
{
    private DateTime? _start;
    private DateTime? _end;

    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, ParameterSetName = "Date")]
    [Alias("LastWriteTime")]
    public DateTime Start
    {
        get => _start ?? default;
        set => _start = value;
    }

    [Parameter(Position = 1, ValueFromPipelineByPropertyName = true, ParameterSetName = "Date")]
    public DateTime End
    {
        get => _end ?? default;
        set => _end = value;
    }

    [Parameter(ParameterSetName = "Time")]
    public int Days { get; set; }

    [Parameter(ParameterSetName = "Time")]
    public int Hours { get; set; }

    [Parameter(ParameterSetName = "Time")]
    public int Minutes { get; set; }

    [Parameter(ParameterSetName = "Time")]
    public int Seconds { get; set; }

    [Parameter(ParameterSetName = "Time")]
    public int Milliseconds { get; set; }

    protected override void ProcessRecord()
    {
        var now = DateTime.Now;
        WriteObject(ParameterSetName == "Time"
            ? new TimeSpan(Days, Hours, Minutes, Seconds, Milliseconds)
            : (_end ?? now) - (_start ?? now));
    }
}
