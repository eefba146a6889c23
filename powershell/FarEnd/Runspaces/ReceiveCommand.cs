using System;
using System.Management.Automation;

namespace Runbook.FarEnd.Runspaces;

/// <summary>
/// Stands at the end of a script's pipeline and takes what it writes. It is told of the pipeline's end, too, which it does not see where the script is left
/// by a break or a continue that no loop takes: the pipeline itself counts as completed then.
/// </summary>
[Cmdlet("Receive", "RunbookOutput")]
internal sealed class ReceiveCommand : PSCmdlet
{
    internal static CmdletInfo Info { get; } = new("Receive-RunbookOutput", typeof(ReceiveCommand));

    [Parameter(Mandatory = true)]
    public Action<PSObject?> Take { get; set; } = _ => { };

    [Parameter(Mandatory = true)]
    public Action End { get; set; } = () => { };

    [Parameter(ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    protected override void ProcessRecord() => this.Take(this.InputObject);

    protected override void EndProcessing() => this.End();
}
