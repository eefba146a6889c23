using System;
using System.Management.Automation;

namespace Runbook.FarEnd.Runspaces;

/// <summary>Runs something of the far end in the runspace, where script properties can be read.</summary>
[Cmdlet("Invoke", "RunbookAction")]
internal sealed class ActionCommand : PSCmdlet
{
    internal static CmdletInfo Info { get; } = new("Invoke-RunbookAction", typeof(ActionCommand));

    [Parameter(Mandatory = true)]
    public Action Action { get; set; } = () => { };

    protected override void EndProcessing() => this.Action();
}
