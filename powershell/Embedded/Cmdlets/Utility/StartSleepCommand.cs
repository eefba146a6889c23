using System.Threading;

namespace Microsoft.PowerShell.Commands;

[Cmdlet(VerbsLifecycle.Start, "Sleep", DefaultParameterSetName = "Seconds")]
public sealed class StartSleepCommand : PSCmdlet, IDisposable
{
    private readonly ManualResetEvent _stopped = new(false);

    [Parameter(Position = 0, Mandatory = true, ParameterSetName = "Seconds", ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ValidateRange(0.0, int.MaxValue / 1000)]
    public double Seconds { get; set; }

    [Parameter(Mandatory = true, ParameterSetName = "Milliseconds", ValueFromPipelineByPropertyName = true)]
    [ValidateRange(0, int.MaxValue)]
    [Alias("ms")]
    public int Milliseconds { get; set; }

    [Parameter(Position = 0, Mandatory = true, ParameterSetName = "FromTimeSpan", ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("ts")]
    public TimeSpan Duration { get; set; }

    public void Dispose() => _stopped.Dispose();

    protected override void ProcessRecord()
    {
        var milliseconds = ParameterSetName switch
        {
            "Seconds" => (int)(Seconds * 1000),
            "Milliseconds" => Milliseconds,
            _ => FromDuration(),
        };
        if (milliseconds > 0)
        {
            _stopped.WaitOne(milliseconds);
        }
    }

    protected override void StopProcessing() => _stopped.Set();

    private int FromDuration()
    {
        if (Duration.TotalMilliseconds is >= 0 and <= int.MaxValue)
        {
            return (int)Math.Floor(Duration.TotalMilliseconds);
        }

        ThrowTerminatingError(Errors.Argument(
            $"The duration '{Duration}' is not between zero and {TimeSpan.FromMilliseconds(int.MaxValue)}.",
            "MaximumDurationExceeded",
            Duration));
        return 0;
    }
}
