using System.Management.Automation;

namespace Runbook.FarEnd.Runspaces;

/// <summary>Runs once in each runspace and takes its session state, by which variables are set and read between calls without a pipeline.</summary>
[Cmdlet("Get", "RunbookSessionState")]
internal sealed class CaptureCommand : PSCmdlet
{
    protected override void EndProcessing() => this.WriteObject(this.SessionState);
}
