using System.Management.Automation.Host;

namespace Microsoft.PowerShell.Commands;

[Cmdlet(VerbsCommon.Get, "Host")]
[OutputType(typeof(PSHost))]
public sealed class GetHostCommand : PSCmdlet
{
    protected override void BeginProcessing() => WriteObject(Host);
}
