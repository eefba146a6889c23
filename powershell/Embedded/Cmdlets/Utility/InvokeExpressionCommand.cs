using System.Management.Automation.Runspaces;

namespace Microsoft.PowerShell.Commands;

[Cmdlet(VerbsLifecycle.Invoke, "Expression")]
public sealed class InvokeExpressionCommand : PSCmdlet
{
    [Parameter(Position = 0, Mandatory = true, ValueFromPipeline = true)]
    public string Command { get; set; } = "";

    protected override void ProcessRecord() =>
        WriteObject(
            InvokeCommand.InvokeScript(Command, useNewScope: false, PipelineResultTypes.None, input: null, args: null),
            enumerateCollection: true);
}
