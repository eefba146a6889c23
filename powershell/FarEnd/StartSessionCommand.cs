using System.Management.Automation;

namespace Runbook.FarEnd;

/// <summary>The way in where a policy allows the cmdlets of a signed assembly, but no static method.</summary>
[Cmdlet(VerbsLifecycle.Start, "RunbookSession")]
public sealed class StartSessionCommand : PSCmdlet
{
    /// <summary>Serves one session and ends the process.</summary>
    protected override void EndProcessing() => Program.Run((EngineIntrinsics)this.SessionState.PSVariable.GetValue("ExecutionContext"));
}
