using System;
using System.Management.Automation;

namespace Runbook.FarEnd.Runspaces;

/// <summary>
/// Stands at the end of a task's pipeline and takes what it writes. It is told of the pipeline's end, too, which it does not see where a script is left
/// by a break or a continue that no loop takes: the pipeline itself counts as completed then. By its name PowerShell knows it for what a host has at the
/// end of its pipelines: else, while a transcript is made, it would add an Out-Default of its own, which keeps what the task shows from the host.
/// </summary>
[Cmdlet("Receive", "RunbookOutput")]
internal sealed class ReceiveCommand : PSCmdlet
{
    internal static CmdletInfo Info { get; } = new("Out-Default", typeof(ReceiveCommand));

    [Parameter(Mandatory = true)]
    public Action<PSObject?> Take { get; set; } = _ => { };

    [Parameter(Mandatory = true)]
    public Action Begin { get; set; } = () => { };

    [Parameter(Mandatory = true)]
    public Action End { get; set; } = () => { };

    [Parameter(ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    protected override void BeginProcessing() => this.Begin();

    protected override void ProcessRecord() => this.Take(this.InputObject);

    protected override void EndProcessing() => this.End();
}
