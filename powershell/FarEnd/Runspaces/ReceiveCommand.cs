using System.Management.Automation;

namespace Runbook.FarEnd.Runspaces;

/// <summary>
/// Stands at the end of a task's pipeline and takes what it writes. It is told of the pipeline's end, too, which it does not see where a script is left
/// by a break or a continue that no loop takes: the pipeline itself counts as completed then.
/// </summary>
[Cmdlet("Receive", "RunbookOutput")]
internal sealed class ReceiveCommand : PSCmdlet
{
    private static readonly CmdletInfo Plain = new("Receive-RunbookOutput", typeof(ReceiveCommand));
    private static readonly CmdletInfo Transcribed = new("Out-Default", typeof(ReceiveCommand));

    /// <summary>
    /// Its name matters. While a transcript is made, PowerShell adds an Out-Default of its own to a pipeline that has none, and that keeps what the task shows from
    /// the host. But with one at its end PowerShell lets native programs write to the console, past the pipeline.
    /// </summary>
    internal static CmdletInfo For(bool transcribed) => transcribed ? Transcribed : Plain;

    /// <summary>One parameter, because each takes its time: of the type <see cref="IPipelineOutput"/>, which is not public.</summary>
    [Parameter(Mandatory = true)]
    public object Output { get; set; } = new();

    [Parameter(ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    protected override void BeginProcessing() => ((IPipelineOutput)this.Output).Begin();

    protected override void ProcessRecord() => ((IPipelineOutput)this.Output).Receive(this.InputObject);

    protected override void EndProcessing() => ((IPipelineOutput)this.Output).End();
}
