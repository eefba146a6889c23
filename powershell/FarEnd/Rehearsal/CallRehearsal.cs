using System;
using System.Collections.Generic;
using System.Management.Automation;

namespace Runbook.FarEnd.Rehearsal;

/// <summary>
/// Calls a function of powershell/Rehearsal.psm1, which tasks do not see, for the runner. It runs where it belongs, in its module, and with the language that this has.
/// </summary>
[Cmdlet("Invoke", "RunbookRehearsal")]
internal sealed class CallRehearsal : PSCmdlet
{
    [Parameter(Mandatory = true)]
    public string Name { get; set; } = string.Empty;

    /// <summary>In their order.</summary>
    [Parameter]
    public object?[] Argument { get; set; } = Array.Empty<object?>();

    protected override void EndProcessing()
    {
        if (this.InvokeCommand.GetCommand($@"Rehearsal\{this.Name}", CommandTypes.Function) is not FunctionInfo function)
        {
            throw new InvalidOperationException($"the rehearsal has no function '{this.Name}'");
        }

        foreach (var each in (IEnumerable<PSObject>)function.ScriptBlock.Invoke(this.Argument!))
        {
            this.WriteObject(each);
        }
    }
}
